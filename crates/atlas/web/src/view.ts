// One map: the base map by MapLibre from data inside the program, and our subjects above it.

import { LngLat, Map as BaseMap, prewarm, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { Span } from "./days";
import { lay, type GroundPaints } from "./ground";
import { Painter, mercator, type Camera, type Flash, type Shown } from "./paint";
import { lookOf, type ActRow, type Atlas, type SubjectRow } from "./state";
import { fine, type World } from "./world";

setWorkerUrl(workerUrl);
// The workers start while the record is on its way.
prewarm();

function paintsOf(element: Element): GroundPaints {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink"), halo: read("--sheet"), blue: read("--blue"), warm: read("--warm"), grey: read("--grey"),
    violet: read("--violet"), sans: read("--sans"), land: read("--sheet"), water: read("--ice"), border: read("--ice-deep"), coast: read("--coast"),
  };
}

/** What is known only to lie within so many years is no news of any of them. */
const LONG = 12;

/** What happened in a year. */
interface Changes {
  subjects: Set<SubjectRow>;
  acts: ActRow[];
}

/** The subjects of the record with what does not change from date to date. */
export class Field {
  readonly fixed: { subject: SubjectRow; mx: number; my: number }[];
  /** For each year, the subjects whose acts fall into it, and the acts themselves. */
  readonly changes = new Map<number, Changes>();

  constructor(readonly atlas: Atlas, yearOf: (day: number) => number) {
    this.fixed = atlas.subjects.map((subject) => ({ subject, ...mercator(subject.x, subject.y) }));
    for (const act of atlas.acts) {
      const subject = atlas.subjects[act.s];
      const [first, last] = [yearOf(act.a), yearOf(act.b)];
      for (let year = first; year <= Math.min(last, first + LONG); year += 1) {
        let changes = this.changes.get(year);
        if (!changes) this.changes.set(year, (changes = { subjects: new Set(), acts: [] }));
        if (subject) changes.subjects.add(subject);
        if (last - first < LONG) changes.acts.push(act);
      }
    }
  }

  /** West, south, east and north of where most subjects lie; `left` of them may lie beyond each side. */
  bounds(left: number): [number, number, number, number] {
    const side = (of: (subject: SubjectRow) => number, usual: [number, number]): [number, number] => {
      const sorted = this.atlas.subjects.map(of).sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
      return [at(left) ?? usual[0], at(1 - left) ?? usual[1]];
    };
    const [west, east] = side((subject) => subject.x, [-20, 100]);
    const [south, north] = side((subject) => subject.y, [20, 65]);
    return [west, south, east, north];
  }
}

export class View {
  readonly map: BaseMap;
  private readonly painter: Painter;
  private shown: Shown[] = [];
  private flashes: (Omit<Flash, "age"> & { since: number })[] = [];
  private frame = 0;
  /** How long the last change of the date took to compute and draw, in milliseconds (read by the browser tests). */
  lastRepaint = 0;
  onChoose: (subject: SubjectRow) => void = () => {};

  /** `ground` is the address of what the user laid below the record. */
  constructor(private readonly box: HTMLElement, private readonly field: Field, world: World, private readonly calm: () => boolean, private readonly ground: string) {
    const paints = paintsOf(box);
    this.painter = new Painter(paints);
    const style: StyleSpecification = {
      version: 8,
      sources: {
        land: { type: "geojson", data: world.land, tolerance: 0.3 },
        borders: { type: "geojson", data: world.borders },
        coasts: { type: "geojson", data: world.coasts },
      },
      layers: [
        { id: "water", type: "background", paint: { "background-color": paints.water } },
        { id: "land", type: "fill", source: "land", paint: { "fill-color": paints.land, "fill-antialias": true } },
        { id: "borders", type: "line", source: "borders", paint: { "line-color": paints.border, "line-width": 0.8 } },
        { id: "coasts", type: "line", source: "coasts", paint: { "line-color": paints.coast, "line-width": 0.7 } },
      ],
    };
    this.map = new BaseMap({
      container: box, style, bounds: field.bounds(box.clientWidth < 600 ? 0.15 : 0.05), fitBoundsOptions: { padding: 40 }, minZoom: 0.6, maxZoom: 15,
      attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0, renderWorldCopies: true,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    box.append(...this.painter.canvases);
    this.map.on("load", () => void this.base());
    this.map.on("render", () => this.paint());
    this.map.on("resize", () => this.measure());
    this.measure();
    this.map.on("click", (event) => {
      const hit = this.painter.pick(event.point.x, event.point.y, 18);
      if (hit) this.onChoose(hit.subject);
    });
    this.map.on("mousemove", (event) => {
      this.map.getCanvas().classList.toggle("over", this.painter.pick(event.point.x, event.point.y, 12) !== undefined);
    });
  }

  private async base(): Promise<void> {
    // A base map that cannot be read must not take the record away.
    const thanks = await lay(this.map, this.ground, paintsOf(this.box)).catch((error: unknown) => console.warn(error));
    if (thanks) this.credit(thanks);
    this.map.on("zoomend", () => void this.refine());
    void this.refine();
    this.box.dataset.ready = "yes";
    // Later than ready: the ground, too, stands on the screen.
    if (!this.map.loaded()) await this.map.once("idle");
    this.box.dataset.drawn = "yes";
  }

  /** Draws the countries in more detail once the reader looks closer. */
  private async refine(): Promise<void> {
    if (this.isFine || this.map.getZoom() < 3.4) return;
    this.isFine = true;
    for (const [id, data] of Object.entries(await fine())) {
      (this.map.getSource(id) as { setData(data: unknown): void } | undefined)?.setData(data);
    }
  }
  private isFine = false;

  /** Says in a corner whose the base map is. */
  private credit(text: string): void {
    const credit = document.createElement("p");
    credit.className = "map-credit";
    credit.textContent = text;
    this.box.append(credit);
  }

  /** Shows the state on a date; subjects in `flashing` pulse once. */
  show(span: Span, year: number, chosen: SubjectRow | undefined, flashing: SubjectRow[]): void {
    const started = performance.now();
    const changed = this.field.changes.get(year)?.subjects;
    const shown: Shown[] = [];
    for (const { subject, mx, my } of this.field.fixed) {
      const isChosen = subject === chosen;
      if (subject.k === "event" && !isChosen && !changed?.has(subject)) continue;
      const look = lookOf(subject, span, this.field.atlas.lang);
      if (!look) continue;
      const at = look.x !== subject.x || look.y !== subject.y ? mercator(look.x, look.y) : { mx, my };
      shown.push({ subject, look, mx: at.mx, my: at.my, changed: changed?.has(subject) ?? false, chosen: isChosen });
    }
    this.shown = shown;
    if (!this.calm()) {
      for (const subject of flashing) this.flashes.push({ subject, ...mercator(subject.x, subject.y), since: performance.now() });
    }
    this.paint();
    this.box.dataset.shown = "yes";
    this.lastRepaint = performance.now() - started;
  }

  retheme(): void {
    const paints = paintsOf(this.box);
    this.painter.setPaints(paints);
    if (this.map.isStyleLoaded()) {
      this.map.setPaintProperty("water", "background-color", paints.water);
      this.map.setPaintProperty("land", "fill-color", paints.land);
      this.map.setPaintProperty("borders", "line-color", paints.border);
      this.map.setPaintProperty("coasts", "line-color", paints.coast);
    }
    this.paint();
  }

  flyTo(subject: SubjectRow): void {
    const target = { center: new LngLat(subject.x, subject.y), zoom: Math.max(this.map.getZoom(), subject.c === "street" || subject.k === "monument" ? 8 : 4.6) };
    if (this.calm()) this.map.jumpTo(target);
    else this.map.flyTo({ ...target, duration: 900 });
  }

  /** Once for each size: to ask at each step of the slider would make the browser lay the whole page out. */
  private measure(): void {
    this.size = { width: this.box.clientWidth, height: this.box.clientHeight };
  }
  private size = { width: 0, height: 0 };

  private camera(): Camera {
    const centre = this.map.getCenter();
    const { mx, my } = mercator(centre.lng, centre.lat);
    return { cx: mx, cy: my, world: 512 * 2 ** this.map.getZoom(), ...this.size };
  }

  private paint(): void {
    this.painter.draw(this.camera(), this.shown);
    this.pulse();
  }

  /** Draws the rings, frame after frame until the last has faded. */
  private pulse(): void {
    const now = performance.now();
    const drawn = this.flashes.length;
    this.flashes = this.flashes.filter((flash) => now - flash.since < 1400);
    if (drawn > 0) this.painter.drawRings(this.camera(), this.flashes.map((flash) => ({ ...flash, age: (now - flash.since) / 1400 })));
    if (this.flashes.length > 0 && !this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.pulse();
      });
    }
  }
}
