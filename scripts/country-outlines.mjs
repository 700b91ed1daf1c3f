// Writes the country outlines that `thaw record check` compares coordinates with.
//
//   npm install --prefix /tmp/outlines world-atlas@2.0.2 topojson-client@3.1.0 world-countries@5.1.0
//   node scripts/country-outlines.mjs /tmp/outlines > crates/formats/src/record/outlines.txt
//
// In: Natural Earth admin-0 at 1:50 m (public domain), as packed by `world-atlas`.
// Out: one ring a line: the country (ISO 3166-1 alpha-2), then the points in hundredths of a degree, each as the
// difference from the point before, longitude first. Rings are simplified to 0.06 degrees; islets are dropped.
// Natural Earth draws who holds the land; the record uses internationally recognised borders, so some parts move.

import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(process.argv[2] ?? ".", "package.json"));
const { feature } = require("topojson-client");
const atlas = require("world-atlas/countries-50m.json");
const countries = require("world-countries");

const TOLERANCE = 0.06; // degrees
const SMALLEST = 0.02; // square degrees; the largest ring of a country always stays

const alpha2 = new Map(countries.map((country) => [country.ccn3, country.cca2]));
// Parts that Natural Earth shows by themselves, and the country that they belong to by international recognition.
const parts = { Somaliland: "SO", Kosovo: "XK", "N. Cyprus": "CY", "Siachen Glacier": "IN" };
// Rings that lie in another country than the one that Natural Earth gives: [from, to, a box around the ring].
const moved = [["RU", "UA", [32.4, 44.3, 36.7, 46.3]]];

/** Rings across the 180th meridian jump from one side of the map to the other: make them run on past 180. */
function unwrap(ring) {
  let turn = 0;
  return ring.map(([lon, lat], at) => {
    const step = at === 0 ? 0 : lon - ring[at - 1][0];
    if (Math.abs(step) > 180) turn -= Math.sign(step) * 360;
    return [lon + turn, lat];
  });
}

const area = (ring) =>
  Math.abs(ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0)) / 2;

/** Douglas-Peucker on an open line. */
function simplify(line) {
  if (line.length < 3) return line;
  const [first, last] = [line[0], line.at(-1)];
  let [far, at] = [0, 0];
  for (let index = 1; index < line.length - 1; index += 1) {
    const distance = distanceToSegment(line[index], first, last);
    if (distance > far) [far, at] = [distance, index];
  }
  if (far <= TOLERANCE) return [first, last];
  return [...simplify(line.slice(0, at + 1)).slice(0, -1), ...simplify(line.slice(at))];
}

function distanceToSegment([x, y], [ax, ay], [bx, by]) {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

/** A ring is closed: cut it at the point farthest from its start, so that neither half is a point. */
function simplifyRing(ring) {
  const start = ring[0];
  let [far, at] = [0, 0];
  ring.forEach((point, index) => {
    const distance = Math.hypot(point[0] - start[0], point[1] - start[1]);
    if (distance > far) [far, at] = [distance, index];
  });
  return [...simplify(ring.slice(0, at + 1)).slice(0, -1), ...simplify(ring.slice(at)).slice(0, -1)];
}

function inside(box, ring) {
  return ring.every(([x, y]) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
}

const lines = [];
for (const country of feature(atlas, atlas.objects.countries).features) {
  const code = alpha2.get(country.id) ?? parts[country.properties.name];
  if (!code) continue;
  const polygons = country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
  const rings = polygons.map((polygon) => unwrap(polygon[0])); // lakes and enclaves do not matter here
  const largest = Math.max(...rings.map(area));
  for (const ring of rings) {
    const size = area(ring);
    if (size < SMALLEST && size < largest) continue;
    const owner = moved.find(([from, , box]) => from === code && inside(box, ring))?.[1] ?? code;
    let [lastX, lastY] = [0, 0];
    const steps = simplifyRing(ring).map(([lon, lat]) => {
      const [x, y] = [Math.round(lon * 100), Math.round(lat * 100)];
      const step = `${x - lastX},${y - lastY}`;
      [lastX, lastY] = [x, y];
      return step;
    });
    if (steps.length >= 3) lines.push(`${owner} ${steps.join(" ")}`);
  }
}
lines.sort();
process.stdout.write(`${lines.join("\n")}\n`);
