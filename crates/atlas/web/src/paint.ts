// Draws subjects and their names on a canvas above the base map: system fonts in every script, and one pass a frame.

import { Answer, STANDING, type Look, type SubjectRow } from "./state";

/** A subject with its look on the date shown. */
export interface Shown {
  subject: SubjectRow;
  look: Look;
  /** Mercator coordinates from 0 to 1. */
  mx: number;
  my: number;
  /** Something happened to it in the chosen year. */
  changed: boolean;
  /** It is the one that the reader chose. */
  chosen: boolean;
}

export interface Camera {
  /** Centre in Mercator coordinates. */
  cx: number;
  cy: number;
  /** Pixels of the whole world. */
  world: number;
  width: number;
  height: number;
}

export interface Paints {
  ink: string;
  halo: string;
  blue: string;
  warm: string;
  grey: string;
  violet: string;
  sans: string;
}

/** A ring that grows from a subject for a moment after the slider passed one of its acts. */
export interface Flash {
  subject: SubjectRow;
  mx: number;
  my: number;
  /** From 0 (now) to 1 (over). */
  age: number;
}

interface Spot {
  x: number;
  y: number;
  shown: Shown;
}

export function mercator(lon: number, lat: number): { mx: number; my: number } {
  const clamped = Math.max(-85, Math.min(85, lat));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return { mx: lon / 360 + 0.5, my: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

type Ink = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A transparent canvas over the whole map. */
class Sheet {
  readonly canvas = document.createElement("canvas");
  readonly ctx: CanvasRenderingContext2D;

  constructor() {
    this.canvas.className = "overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    const ctx = this.canvas.getContext("2d");
    if (!ctx) throw new Error("the browser gives no 2D canvas");
    this.ctx = ctx;
  }

  /** Wipes it, in the size of the map; returns how many of its pixels make one of the page. */
  clear(camera: Camera): number {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const [width, height] = [Math.round(camera.width * ratio), Math.round(camera.height * ratio)];
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.ctx.clearRect(0, 0, camera.width, camera.height);
    return ratio;
  }
}

/** A small picture, four bytes a pixel. */
interface Stamp {
  size: number;
  pixels: Uint32Array;
}

/** Puts a stamp with its middle at a point of an image; what stands there already shines through its edges. */
function put(stamp: Stamp, image: Uint32Array, width: number, height: number, x: number, y: number): void {
  const { size, pixels } = stamp;
  const [left, top] = [Math.round(x - size / 2), Math.round(y - size / 2)];
  const [firstColumn, lastColumn] = [Math.max(0, -left), Math.min(size, width - left)];
  for (let row = Math.max(0, -top); row < Math.min(size, height - top); row += 1) {
    for (let column = firstColumn; column < lastColumn; column += 1) {
      const above = pixels[row * size + column]!;
      const alpha = above >>> 24;
      if (alpha === 0) continue;
      const at = (top + row) * width + left + column;
      const below = image[at]!;
      if (alpha === 255 || below >>> 24 === 0) {
        image[at] = above;
        continue;
      }
      // Two of the three colours are mixed at once: there is room between them.
      const through = 255 - alpha;
      const outer = (((above & 0xff00ff) * alpha + (below & 0xff00ff) * through) >>> 8) & 0xff00ff;
      const inner = (((above & 0xff00) * alpha + (below & 0xff00) * through) >>> 8) & 0xff00;
      image[at] = (Math.max(alpha, below >>> 24) << 24) | outer | inner;
    }
  }
}

const MAX_LABELS = 90;
/** So many names are tried for each that there may be. */
const TRIES = 5;
/** From this width of the world on, in pixels, monuments and events are named too: their names are long. */
const CLOSE = 12_000;

export class Painter {
  private readonly marks = new Sheet();
  /** The rings move by themselves: they alone are drawn anew for each frame. */
  private readonly rings = new Sheet();
  readonly canvases = [this.marks.canvas, this.rings.canvas];
  private spots: Spot[] = [];
  private widths = new Map<string, number>();
  /** Marks drawn once and stamped many times: to draw ten thousand paths takes a browser ten times as long. */
  private stamps = new Map<string, Stamp>();
  private image = new ImageData(1, 1);
  private ratio = 1;
  private scale = 1;

  constructor(private paints: Paints) {}

  setPaints(paints: Paints): void {
    this.paints = paints;
    this.widths.clear();
    this.stamps.clear();
  }

  draw(camera: Camera, all: Shown[]): void {
    const ratio = this.marks.clear(camera);
    const scale = Math.max(0.8, Math.min(1.5, 0.55 + Math.log2(camera.world / 512) * 0.13));
    if (ratio !== this.ratio || scale !== this.scale) this.stamps.clear();
    [this.ratio, this.scale] = [ratio, scale];
    const { width, height } = this.marks.canvas;
    if (width === 0 || height === 0) return;
    const spots: Spot[] = [];
    for (const shown of all) {
      const at = this.place(camera, shown.mx, shown.my);
      if (at) spots.push({ ...at, shown });
    }
    this.spots = spots;
    if (this.image.width !== width || this.image.height !== height) this.image = new ImageData(width, height);
    const pixels = new Uint32Array(this.image.data.buffer).fill(0);
    for (const pass of [false, true]) {
      for (const { x, y, shown } of spots) {
        if (shown.look.warm === pass) put(this.stamp(shown), pixels, width, height, x * ratio, y * ratio);
      }
    }
    this.marks.ctx.putImageData(this.image, 0, 0);
    for (const spot of spots) if (spot.shown.chosen) this.ring(spot);
    this.labels(spots, camera);
  }

  drawRings(camera: Camera, flashes: Flash[]): void {
    const { ctx } = this.rings;
    this.rings.clear(camera);
    for (const flash of flashes) {
      const at = this.place(camera, flash.mx, flash.my);
      if (!at) continue;
      ctx.globalAlpha = 1 - flash.age;
      ctx.strokeStyle = this.paints.warm;
      ctx.lineWidth = 2.5;
      ctx.beginPath();
      ctx.arc(at.x, at.y, 6 + flash.age * 26, 0, Math.PI * 2);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  /** The subject drawn nearest to a point, within a finger's reach. */
  pick(x: number, y: number, reach: number): Shown | undefined {
    let best: Shown | undefined;
    let bestDistance = reach * reach;
    for (const spot of this.spots) {
      const distance = (spot.x - x) ** 2 + (spot.y - y) ** 2 - (spot.shown.look.warm ? 9 : 0);
      if (distance < bestDistance) [best, bestDistance] = [spot.shown, distance];
    }
    return best;
  }

  private place(camera: Camera, mx: number, my: number): { x: number; y: number } | undefined {
    let dx = mx - camera.cx;
    dx -= Math.round(dx);
    const x = dx * camera.world + camera.width / 2;
    const y = (my - camera.cy) * camera.world + camera.height / 2;
    return x > -30 && y > -30 && x < camera.width + 30 && y < camera.height + 30 ? { x, y } : undefined;
  }

  /** Shows which one was chosen. */
  private ring({ x, y }: Spot): void {
    const { ctx } = this.marks;
    ctx.strokeStyle = this.paints.ink;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(x, y, 13 * this.scale, 0, Math.PI * 2);
    ctx.stroke();
  }

  /** The mark of a look. */
  private stamp({ subject, look }: Shown): Stamp {
    const { paints, ratio, scale } = this;
    const sure = look.answer === Answer.Yes;
    const kind = subject.k === "place" ? "" : subject.k === "event" ? subject.c : look.status;
    const key = `${subject.k} ${kind} ${look.warm} ${sure}`;
    const known = this.stamps.get(key);
    if (known) return known;
    const size = Math.ceil((subject.k === "monument" ? 24 : subject.k === "event" ? 18 : 15) * scale * ratio);
    const canvas = new OffscreenCanvas(size, size);
    const ctx = canvas.getContext("2d");
    if (ctx) {
      ctx.scale(ratio, ratio);
      ctx.translate(size / 2 / ratio, size / 2 / ratio);
      ctx.lineWidth = 1.6;
      if (subject.k === "event") event(ctx, paints, 6 * scale, subject.c);
      else if (subject.k === "monument") monument(ctx, paints, 7.5 * scale, look);
      else if (look.warm) diamond(ctx, paints, 5.2 * scale, sure);
      else disc(ctx, paints, 3.8 * scale, sure);
    }
    const stamp = { size, pixels: new Uint32Array(ctx?.getImageData(0, 0, size, size).data.buffer ?? new ArrayBuffer(size * size * 4)) };
    this.stamps.set(key, stamp);
    return stamp;
  }

  private labels(spots: Spot[], camera: Camera): void {
    const { paints, scale } = this;
    const { ctx } = this.marks;
    const weight = (spot: Spot) =>
      (spot.shown.chosen ? 100 : 0) + (spot.shown.changed ? 20 : 0) + (spot.shown.look.warm ? 8 : 0) + (spot.shown.look.answer === Answer.Yes ? 4 : 0) + (RANK[spot.shown.subject.c] ?? 0);
    // By weight, and within it by id, as the spots are: a sort of them all would take longer than the drawing.
    const byWeight: Spot[][] = [];
    for (const spot of spots) {
      const { subject, chosen, changed } = spot.shown;
      if (subject.k !== "place" && !chosen && !(changed && camera.world > CLOSE)) continue;
      (byWeight[weight(spot) - LEAST] ??= []).push(spot);
    }
    const size = Math.round(12.5 * Math.min(1.15, scale * 1.05));
    const fonts = { name: `600 ${size}px ${paints.sans}`, own: `${size - 1.5}px ${paints.sans}` };
    // The corners belong to the date and to the buttons.
    const boxes: [number, number, number, number][] = [[0, 0, 250, 60], [camera.width - 66, 0, camera.width, 112]];
    const budget = Math.min(MAX_LABELS, Math.round((camera.width * camera.height) / 9000));
    // Where marks stand close, most names find no room: the search ends some time.
    const wanted = byWeight.reverse().flat().slice(0, budget * TRIES);
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    let drawn = 0;
    for (const spot of wanted) {
      if (drawn >= budget) break;
      const { look } = spot.shown;
      const height = look.own ? size * 2.15 : size * 1.2;
      const away = (spot.shown.chosen ? 17 : 9) * scale;
      /** Where a name of this width would stand; nothing when something else stands there. */
      const room = (right: boolean, width: number): [number, number, number, number] | undefined => {
        const x = right ? spot.x + away : spot.x - away - width;
        const box: [number, number, number, number] = [x - 2, spot.y - height / 2, x + width + 2, spot.y + height / 2];
        if (box[0] < 0 || box[2] > camera.width) return undefined;
        return boxes.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) ? undefined : box;
      };
      // Most names have no room even for a letter, and to measure one takes longer than to find that out.
      const sides = [true, false].filter((right) => room(right, size / 2));
      if (sides.length === 0) continue;
      const name = look.answer === Answer.Yes ? look.name : `${look.name} ?`;
      const nameWidth = this.width(fonts.name, name);
      const ownWidth = look.own ? this.width(fonts.own, look.own) : 0;
      const width = Math.max(nameWidth, ownWidth);
      for (const right of sides) {
        const box = room(right, width);
        if (!box) continue;
        const x = box[0] + 2;
        boxes.push(box);
        const line = look.own ? size * 0.52 : 0;
        this.text(fonts.name, name, right ? x : x + width - nameWidth, spot.y - line, look.warm ? paints.warm : paints.ink);
        if (look.own) this.text(fonts.own, look.own, right ? x : x + width - ownWidth, spot.y + line, paints.grey);
        drawn += 1;
        break;
      }
    }
  }

  private text(font: string, text: string, x: number, y: number, paint: string): void {
    const { ctx } = this.marks;
    ctx.font = font;
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = this.paints.halo;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = paint;
    ctx.fillText(text, x, y);
  }

  private width(font: string, text: string): number {
    const key = font + text;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.marks.ctx.font = font;
      width = this.marks.ctx.measureText(text).width;
      if (this.widths.size > 20_000) this.widths.clear();
      this.widths.set(key, width);
    }
    return width;
  }
}

/** Which names are worth the room when there is little. */
const RANK: Record<string, number> = { city: 5, mountain: 4, region: 3, town: 3, canal: 2, street: -2, square: -2, station: -2 };
/** The least weight of a name. */
const LEAST = -2;

function disc(ctx: Ink, paints: Paints, r: number, sure: boolean): void {
  ctx.beginPath();
  ctx.arc(0, 0, r, 0, Math.PI * 2);
  finish(ctx, paints, paints.blue, sure);
}

function diamond(ctx: Ink, paints: Paints, r: number, sure: boolean): void {
  ctx.beginPath();
  ctx.moveTo(0, -r);
  ctx.lineTo(r, 0);
  ctx.lineTo(0, r);
  ctx.lineTo(-r, 0);
  ctx.closePath();
  finish(ctx, paints, paints.warm, sure);
}

/** Full when it is sure, hollow when it is only possible. */
function finish(ctx: Ink, paints: Paints, paint: string, sure: boolean): void {
  ctx.fillStyle = sure ? paint : paints.halo;
  ctx.fill();
  ctx.strokeStyle = sure ? paints.halo : paint;
  ctx.stroke();
}

/** A figure on a pedestal while it stands; the bare pedestal afterwards. */
function monument(ctx: Ink, paints: Paints, r: number, look: Look): void {
  const standing = STANDING.has(look.status);
  const paint = standing ? paints.warm : paints.grey;
  const sure = standing && look.answer === Answer.Yes;
  ctx.beginPath();
  ctx.rect(-r * 0.65, r * 0.15, r * 1.3, r * 0.75);
  finish(ctx, paints, paint, sure);
  if (!standing) return;
  ctx.beginPath();
  ctx.arc(0, -r * 0.95, r * 0.34, 0, Math.PI * 2);
  ctx.fill();
  if (!sure) ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(-r * 0.42, r * 0.15);
  ctx.lineTo(-r * 0.3, -r * 0.62);
  ctx.lineTo(r * 0.3, -r * 0.62);
  ctx.lineTo(r * 0.42, r * 0.15);
  ctx.closePath();
  ctx.fill();
  if (!sure) ctx.stroke();
}

function event(ctx: Ink, paints: Paints, r: number, kind: string): void {
  const paint = { unrest: paints.warm, confusion: paints.violet, reversal: paints.grey }[kind] ?? paints.blue;
  ctx.strokeStyle = paint;
  ctx.lineWidth = 2.4;
  ctx.beginPath();
  ctx.arc(0, 0, r, 0, Math.PI * 2);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(0, 0, r * 0.35, 0, Math.PI * 2);
  ctx.fillStyle = paint;
  ctx.fill();
}

