import { defineConfig } from "vite";

// Fixed file names: the server sends an ETag of the bytes, and a published atlas gives the same files each time.
export default defineConfig({
  base: "./",
  build: {
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: "src/map.ts",
      output: {
        entryFileNames: "map.js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
