// A running atlas and a browser, for the tests beside this file.
//
// THAW names the program (default: the debug build of this checkout). Nothing here leaves the machine.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const checkout = resolve(fileURLToPath(import.meta.url), "../../../../..");
const ARGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
];

/** Starts the program on a port of its own with a new ledger; `stop` ends it. */
export async function serve(...more) {
  const folder = mkdtempSync(join(tmpdir(), "thaw-e2e-"));
  const program = process.env.THAW ?? join(checkout, "target/debug/thaw");
  const server = spawn(program, ["--ledger", join(folder, "ledger.sqlite"), "serve", "--port", "0", ...more], { stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  const url = await new Promise((found, failed) => {
    server.stdout.on("data", (data) => {
      told += data;
      const match = /http:\/\/[\d.]+:\d+\//.exec(told);
      if (match) found(match[0]);
    });
    server.stderr.on("data", (data) => (told += data));
    server.on("exit", (code) => failed(new Error(`${program} ended with ${code}: ${told}`)));
    server.on("error", failed);
  });
  const stop = () =>
    new Promise((done) => {
      server.on("exit", () => {
        rmSync(folder, { recursive: true, force: true });
        done();
      });
      server.kill("SIGINT");
    });
  return { url: url.replace(/\/$/, ""), stop };
}

/** Starts Chromium; `path` is that of Debian's package unless CHROMIUM names another. */
export function browse() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
}
