// How soon the map page is drawn, and how soon it follows the slider, with the bundled record and with 10,000 places.
// usage: node benches/atlas/map.mjs     THAW names the program; run by benches/atlas/run

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browse, serve } from "../../crates/atlas/web/e2e/browser.mjs";
import { writeRecord } from "../../crates/atlas/web/e2e/many.mjs";

const STEPS = 100;

/** In the page: notes when the names stand on the map, and when the land below them does. */
function watch() {
  window.seen = {};
  const note = () => {
    const map = document.querySelector(".map");
    for (const state of ["shown", "ready", "drawn"]) if (map?.dataset[state] === "yes") window.seen[state] ??= performance.now();
  };
  new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true });
}

/** In the page: moves the slider through its whole length; returns the milliseconds of work, and until the next frame. */
async function slide(steps) {
  const slider = document.querySelector("[data-part=slider]");
  const [least, most] = [Number(slider.min), Number(slider.max)];
  const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  const times = [];
  for (let step = 0; step < steps; step += 1) {
    await frame();
    slider.value = String(Math.round(least + ((most - least) * step) / steps));
    const start = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    const worked = performance.now() - start;
    await frame();
    times.push([worked, performance.now() - start]);
  }
  return times;
}

const browser = await browse();
const work = mkdtempSync(join(tmpdir(), "thaw-map-"));
writeRecord(join(work, "many"), 10_000);
console.log("| Record | Data, KB | Names on the map, s | With the land, s | All still, s | Slider: half, 95 of 100, all steps within, ms of work | until the next frame, ms |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const [title, more] of [["bundled", []], ["10,000 places", ["--record", join(work, "many")]]]) {
  const atlas = await serve(...more);
  // The program makes the map's data once, at the first question.
  const size = (await (await fetch(`${atlas.url}/api/v1/atlas.en.json`)).arrayBuffer()).byteLength;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(watch);
  await page.goto(`${atlas.url}/en/map?date=1952`);
  await page.waitForSelector(".map[data-drawn=yes]");
  const seen = await page.evaluate(() => window.seen);
  const times = await page.evaluate(slide, STEPS);
  const at = (column, share) => times.map((time) => time[column]).sort((a, b) => a - b)[Math.round(share * (STEPS - 1))].toFixed(0);
  const all = (column) => [0.5, 0.95, 1].map((share) => at(column, share)).join(", ");
  const seconds = (state) => (seen[state] / 1000).toFixed(2);
  console.log(`| ${title} | ${Math.round(size / 1024)} | ${seconds("shown")} | ${seconds("ready")} | ${seconds("drawn")} | ${all(0)} | ${all(1)} |`);
  await page.close();
  await atlas.stop();
}
await browser.close();
rmSync(work, { recursive: true });
