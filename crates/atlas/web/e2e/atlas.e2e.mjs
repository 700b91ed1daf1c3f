// The atlas as its readers use it: `npm run e2e`. Screenshots go to the folder that SHOTS names.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { archive } from "./archive.mjs";
import { browse, serve } from "./browser.mjs";
import { writeRecord } from "./many.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** One page of each kind. */
const PAGES = [
  "/en/", "/en/story", "/en/after", "/en/quiz", "/en/places", "/en/place/volgograd", "/en/monuments", "/en/acts", "/en/act/volgograd-1961-11-10-rename",
  "/en/monument/stalin-monument-budapest", "/en/book/book-short-course-1938", "/en/work/work-master-and-margarita", "/en/decree/decree-ussr-1953-03-27",
  "/en/event/event-secret-speech", "/en/camp/camp-1", "/en/year/1961", "/en/source/getty-1993", "/en/record", "/en/report", "/en/about",
  "/en/find?q=Stalino", "/en/data", "/en/nothing-here", "/es/story", "/ru/story",
];
const MAP = "/en/map?date=1961-11-09";

let atlas, browser;
before(async () => {
  [atlas, browser] = await Promise.all([serve(), browse()]);
});
after(async () => {
  await browser?.close();
  await atlas?.stop();
});

/** Opens a page in a fresh context and checks, whatever else is tested, that nothing asked another machine and nothing broke. */
async function open(path, { at = atlas, ...options }, use) {
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const outside = [];
  const broken = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(at.url) && !/^(data|blob|about):/.test(url)) outside.push(url);
  });
  page.on("pageerror", (error) => broken.push(error.message));
  page.on("console", (message) => {
    // The browser itself tells of a page that is not there.
    if (message.type() === "error" && !message.text().includes("404")) broken.push(message.text());
  });
  try {
    const response = await page.goto(at.url + path);
    await use(page, response);
    assert.deepEqual(outside, [], "no request leaves the machine");
    assert.deepEqual(broken, [], "the console stays empty");
  } finally {
    await context.close();
  }
}

const ready = (page) => page.waitForSelector(".map[data-ready=yes]");
const drawn = (page) => page.waitForSelector(".map[data-drawn=yes]");
const setDate = async (page, date) => {
  await page.fill('[data-pane="0"] [data-part=field]', date);
  await page.press('[data-pane="0"] [data-part=field]', "Enter");
};

test("the slider changes names: Stalingrad on the 9th, Volgograd on the 11th of November 1961", () =>
  open("/en/map?date=1961-11-09&place=volgograd", {}, async (page) => {
    await ready(page);
    const now = page.locator("#detail-now");
    await now.waitFor();
    assert.match(await now.textContent(), /9 November 1961: Stalingrad/);
    const slider = page.locator('[data-pane="0"] [data-part=slider]');
    await slider.focus();
    await slider.press("Shift+ArrowRight");
    await slider.press("Shift+ArrowRight");
    assert.match(await now.textContent(), /11 November 1961: Volgograd/);
    assert.equal(await slider.getAttribute("aria-valuetext"), "11 November 1961");
    await page.waitForFunction(() => location.search.includes("date=1961-11-11"));
  }));

test("Yerevan's pedestal is empty between the statue and Mother Armenia", () =>
  open("/en/map?date=1955&place=yerevan-victory-park-pedestal", {}, async (page) => {
    await ready(page);
    const found = await page.evaluate(async () => {
      const atlas = await (await fetch("/api/v1/atlas.en.json")).json();
      return atlas.subjects.filter((subject) => subject.k === "monument" && /Yerevan|Armenia/.test(subject.t + subject.i)).map((subject) => subject.i);
    });
    assert.ok(found.length > 0, "the record has the monuments of Yerevan");
    const states = {};
    for (const id of found) {
      for (const date of ["1955", "1964", "1970"]) {
        const response = await page.request.get(`${atlas.url}/api/v1/asof?id=${id}&date=${date}`);
        states[`${id} ${date}`] = JSON.stringify((await response.json()).subjects);
      }
    }
    const on = (date) => Object.entries(states).filter(([key]) => key.endsWith(date)).map(([, value]) => value).join();
    assert.match(on("1955"), /"standing"/);
    assert.doesNotMatch(on("1964"), /"standing"/, "from 1962 to 1967 nothing stood there");
    assert.match(on("1970"), /"standing"/);
  }));

test("a base map of one's own is drawn below the record", async () => {
  const folder = mkdtempSync(join(tmpdir(), "thaw-base-"));
  const square = [[[30, 40], [50, 40], [50, 60], [30, 60], [30, 40]]];
  const features = { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: square } }] };
  const corners = [[1000, 1000], [3000, 1000], [3000, 3000], [1000, 3000]];
  const files = {
    "base.geojson": JSON.stringify(features),
    "base.pmtiles": archive({ layer: "water", corners, attribution: "<b>Our town</b>" }),
  };
  const ground = (page) => page.screenshot({ clip: { x: 20, y: 120, width: 600, height: 300 } });
  try {
    let bare;
    await open(MAP, {}, async (page) => {
      await drawn(page);
      bare = await ground(page);
    });
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), content);
      const own = await serve("--base-map", join(folder, name));
      try {
        await open(MAP, { at: own }, async (page) => {
          const parts = [];
          page.on("response", (response) => response.url().endsWith(".pmtiles") && parts.push(response.status()));
          await page.reload();
          await drawn(page);
          if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
          assert.notDeepEqual(await ground(page), bare, `${name} is seen`);
          if (!name.endsWith("pmtiles")) return;
          assert.equal(await page.locator(".map-credit").textContent(), "Our town");
          assert.ok(parts.length > 0 && parts.every((status) => status === 206), `only parts are read: ${parts}`);
        });
      } finally {
        await own.stop();
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("ten thousand places: the slider still changes names, and what changed in the year is listed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "thaw-many-"));
  writeRecord(folder, 10_000);
  const many = await serve("--record", folder);
  try {
    await open("/en/map?date=1952&place=made-04321", { at: many }, async (page) => {
      await ready(page);
      const now = page.locator("#detail-now");
      assert.match(await now.textContent(), /1952: (Old|Honour) 4321 /);
      await setDate(page, "1991");
      assert.match(await now.textContent(), /1991: New 4321 \(Новый 4321\)/);
      assert.equal(await page.locator("#changes li").count(), 0, "nothing was made to change in 1991");
      await setDate(page, "1960-06-01");
      const all = page.locator("#changes a.change");
      assert.match(await all.textContent(), /In 1960: \d{3}$/, "hundreds changed in 1960; the page of the year has them all");
      assert.match(await all.getAttribute("href"), /\/en\/year\/1960$/);
      const slider = page.locator('[data-pane="0"] [data-part=slider]');
      await slider.focus();
      await slider.press("Home");
      assert.match(await now.textContent(), /1922: Old 4321 /);
    });
  } finally {
    await many.stop();
    rmSync(folder, { recursive: true });
  }
});

test("a date that is none is refused in words", () =>
  open(MAP, {}, async (page) => {
    await ready(page);
    await setDate(page, "1961-13-45");
    assert.notEqual((await page.locator('[data-pane="0"] [data-part=problem]').textContent()).trim(), "");
    assert.equal(await page.locator('[data-pane="0"] [data-part=field]').getAttribute("aria-invalid"), "true");
  }));

test("a date in the address that is none is refused in words, too", () =>
  open("/en/map?date=1961-13-45", {}, async (page) => {
    await ready(page);
    assert.notEqual((await page.locator('[data-pane="0"] [data-part=problem]').textContent()).trim(), "");
    assert.equal(await page.locator('[data-pane="0"] [data-part=field]').inputValue(), "1961-13-45");
  }));

test("two dates stand side by side", () =>
  open(MAP, {}, async (page) => {
    await ready(page);
    await page.click("#compare");
    await page.locator('[data-pane="1"] .map[data-ready=yes]').waitFor();
    assert.equal(await page.locator(".pane:visible").count(), 2);
  }));

test("what changed in the year is listed and opens the history", () =>
  open(MAP, {}, async (page) => {
    await ready(page);
    assert.match(await page.locator("#changes-title").textContent(), /1961/);
    await page.locator("#changes button.place", { hasText: "Stalingrad becomes Volgograd" }).first().first().click();
    await page.locator("#detail .history, #detail ol, #detail li").first().waitFor();
    assert.match(await page.locator("#detail").textContent(), /Presidium of the Supreme Soviet/);
  }));

test("a name is found in Georgian script, with and without scripts", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await open("/en/", { javaScriptEnabled }, async (page) => {
      await page.fill("input[name=q]", "სტალინირი");
      await page.press("input[name=q]", "Enter");
      await page.waitForURL(/find/);
      assert.match(await page.locator("main").textContent(), /Tskhinvali/);
    });
  }
});

test("the quiz tells what was right, without scripts too", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await open("/en/quiz", { javaScriptEnabled }, async (page) => {
      const first = page.locator("#quiz fieldset").first();
      const seen = async () => (await first.innerText()).trim();
      const before = await seen();
      await first.locator("label").first().click();
      assert.notEqual(await seen(), before, "an answer shows something");
    });
  }
});

test("three languages, chosen by the browser and by hand", async () => {
  for (const [locale, lang] of [["es-ES", "es"], ["ru-RU", "ru"], ["en-GB", "en"], ["fr-FR", "en"]]) {
    await open("/", { locale }, async (page) => {
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
    });
  }
  await open("/en/place/volgograd", {}, async (page) => {
    await page.click("a[hreflang=ru], [data-language=ru]");
    await page.waitForURL(/\/ru\/place\/volgograd/);
    assert.match(await page.locator("h1").textContent(), /Волгоград/);
  });
});

test("every page can be read without scripts", async () => {
  for (const path of PAGES) {
    await open(path, { javaScriptEnabled: false }, async (page, response) => {
      assert.equal(response.status(), path.includes("nothing") ? 404 : 200, path);
      assert.ok((await page.locator("main").innerText()).length > 80, path);
      assert.equal(await page.locator("h1").count(), 1, path);
    });
  }
});

test("every answer has a strict policy, and no page a script of its own", async () => {
  for (const path of [...PAGES, MAP]) {
    await open(path, {}, async (page, response) => {
      const policy = response.headers()["content-security-policy"] ?? "";
      assert.match(policy, /default-src 'none'/, path);
      assert.doesNotMatch(policy, /unsafe/, path);
      assert.equal(await page.locator("script:not([src]), [onclick], [style]").evaluateAll((all) => all.filter((one) => one.tagName === "SCRIPT" ? one.type !== "application/ld+json" : one.hasAttribute("onclick")).length), 0, path);
    });
  }
});

test("axe finds nothing, light and dark, phone and desktop", async () => {
  for (const [colorScheme, viewport] of [["light", { width: 390, height: 780 }], ["dark", { width: 1280, height: 800 }]]) {
    for (const path of [...PAGES, MAP, "/en/map?date=1961-11-09&place=volgograd"]) {
      await open(path, { colorScheme, viewport, bypassCSP: true }, async (page) => {
        if (path.includes("map")) await ready(page);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        const told = violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
        assert.deepEqual(told, [], `${path} ${colorScheme} ${viewport.width}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${path} is ${wide} px too wide at ${viewport.width}`);
      });
    }
  }
});

test("everything on the map is reached by keyboard", () =>
  open(MAP, {}, async (page) => {
    await ready(page);
    const reached = new Set();
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => {
        const at = document.activeElement;
        return at?.dataset.part ?? at?.id ?? at?.className ?? "";
      }));
    }
    for (const part of ["slider", "field", "play", "previous", "next", "closer", "farther", "compare"]) {
      assert.ok(reached.has(part), `${part} is not reached by Tab: ${[...reached].join(", ")}`);
    }
  }));

test("the first page is light, and the map draws soon", async () => {
  let bytes = 0;
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("response", async (response) => {
    bytes += (await response.body().catch(() => Buffer.alloc(0))).length;
  });
  await page.goto(`${atlas.url}/en/`, { waitUntil: "networkidle" });
  assert.ok(bytes < 100_000, `the first page takes ${bytes} bytes`);
  await context.close();
});

test("screenshots of each kind of page", { skip: !process.env.SHOTS }, async () => {
  mkdirSync(process.env.SHOTS, { recursive: true });
  for (const [size, viewport] of [["phone", { width: 390, height: 780 }], ["desktop", { width: 1280, height: 800 }]]) {
    for (const path of [...PAGES, MAP, "/en/map?date=1961-11-11&place=volgograd"]) {
      await open(path, { viewport }, async (page) => {
        if (path.includes("map")) await ready(page);
        await page.waitForTimeout(300);
        const name = path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
        await page.screenshot({ path: `${process.env.SHOTS}/${size}-${name}.png` });
      });
    }
  }
});
