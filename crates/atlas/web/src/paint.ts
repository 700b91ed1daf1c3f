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

const MAX_LABELS = 90;
/** From this width of the world on, in pixels, monuments and events are named too: their names are long. */
const CLOSE = 12_000;

export class Painter {
  readonly canvas = document.createElement("canvas");
  private readonly ctx: CanvasRenderingContext2D;
  private spots: Spot[] = [];
  private widths = new Map<string, number>();

  constructor(private paints: Paints) {
    this.canvas.className = "overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    const ctx = this.canvas.getContext("2d");
    if (!ctx) throw new Error("the browser gives no 2D canvas");
    this.ctx = ctx;
  }

  setPaints(paints: Paints): void {
    this.paints = paints;
    this.widths.clear();
  }

  draw(camera: Camera, all: Shown[], flashes: Flash[]): void {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const { canvas, ctx } = this;
    if (canvas.width !== Math.round(camera.width * ratio) || canvas.height !== Math.round(camera.height * ratio)) {
      canvas.width = Math.round(camera.width * ratio);
      canvas.height = Math.round(camera.height * ratio);
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, camera.width, camera.height);
    const spots: Spot[] = [];
    for (const shown of all) {
      const at = this.place(camera, shown.mx, shown.my);
      if (at) spots.push({ ...at, shown });
    }
    this.spots = spots;
    const scale = Math.max(0.8, Math.min(1.5, 0.55 + Math.log2(camera.world / 512) * 0.13));
    for (const pass of [false, true]) {
      for (const spot of spots) if (spot.shown.look.warm === pass) this.mark(spot, scale);
    }
    for (const flash of flashes) {
      const at = this.place(camera, flash.mx, flash.my);
      if (!at) continue;
      ctx.globalAlpha = 1 - flash.age;
      ctx.strokeStyle = this.paints.warm;
      ctx.lineWidth = 2.5;
      ctx.beginPath();
      ctx.arc(at.x, at.y, 6 + flash.age * 26, 0, Math.PI * 2);
      ctx.stroke();
      ctx.globalAlpha = 1;
    }
    this.labels(spots, camera, scale);
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

  private mark({ x, y, shown }: Spot, scale: number): void {
    const { ctx, paints } = this;
    const { subject, look } = shown;
    const sure = look.answer === Answer.Yes;
    ctx.lineWidth = 1.6;
    if (shown.chosen) {
      ctx.save();
      ctx.strokeStyle = paints.ink;
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.arc(x, y, 13 * scale, 0, Math.PI * 2);
      ctx.stroke();
      ctx.restore();
    }
    if (subject.k === "event") this.event(x, y, 6 * scale, subject.c);
    else if (subject.k === "monument") this.monument(x, y, 7.5 * scale, look);
    else if (look.warm) this.diamond(x, y, 5.2 * scale, paints.warm, sure);
    else this.disc(x, y, 3.8 * scale, paints.blue, sure);
  }

  private disc(x: number, y: number, r: number, paint: string, filled: boolean): void {
    const { ctx } = this;
    ctx.beginPath();
    ctx.arc(x, y, r, 0, Math.PI * 2);
    this.finish(paint, filled);
  }

  private diamond(x: number, y: number, r: number, paint: string, filled: boolean): void {
    const { ctx } = this;
    ctx.beginPath();
    ctx.moveTo(x, y - r);
    ctx.lineTo(x + r, y);
    ctx.lineTo(x, y + r);
    ctx.lineTo(x - r, y);
    ctx.closePath();
    this.finish(paint, filled);
  }

  private finish(paint: string, filled: boolean): void {
    const { ctx, paints } = this;
    ctx.fillStyle = filled ? paint : paints.halo;
    ctx.fill();
    ctx.strokeStyle = filled ? paints.halo : paint;
    ctx.stroke();
  }

  /** A figure on a pedestal while it stands, hollow when that is only possible; the bare pedestal afterwards. */
  private monument(x: number, y: number, r: number, look: Look): void {
    const { ctx, paints } = this;
    const standing = STANDING.has(look.status);
    const paint = standing ? paints.warm : paints.grey;
    const filled = standing && look.answer === Answer.Yes;
    ctx.fillStyle = filled ? paint : paints.halo;
    ctx.strokeStyle = filled ? paints.halo : paint;
    ctx.beginPath();
    ctx.rect(x - r * 0.65, y + r * 0.15, r * 1.3, r * 0.75);
    ctx.fill();
    ctx.stroke();
    if (!standing) return;
    ctx.beginPath();
    ctx.arc(x, y - r * 0.95, r * 0.34, 0, Math.PI * 2);
    ctx.fill();
    if (!filled) ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - r * 0.42, y + r * 0.15);
    ctx.lineTo(x - r * 0.3, y - r * 0.62);
    ctx.lineTo(x + r * 0.3, y - r * 0.62);
    ctx.lineTo(x + r * 0.42, y + r * 0.15);
    ctx.closePath();
    ctx.fill();
    if (!filled) ctx.stroke();
  }

  private event(x: number, y: number, r: number, kind: string): void {
    const { ctx, paints } = this;
    const paint = kind === "unrest" ? paints.warm : kind === "confusion" ? paints.violet : kind === "reversal" ? paints.grey : paints.blue;
    ctx.strokeStyle = paint;
    ctx.lineWidth = 2.4;
    ctx.beginPath();
    ctx.arc(x, y, r, 0, Math.PI * 2);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, y, r * 0.35, 0, Math.PI * 2);
    ctx.fillStyle = paint;
    ctx.fill();
  }

  private labels(spots: Spot[], camera: Camera, scale: number): void {
    const { ctx, paints } = this;
    const weight = (spot: Spot) =>
      (spot.shown.chosen ? 100 : 0) + (spot.shown.changed ? 20 : 0) + (spot.shown.look.warm ? 8 : 0) + (spot.shown.look.answer === Answer.Yes ? 4 : 0) + (RANK[spot.shown.subject.c] ?? 0);
    const wanted = spots
      .filter((spot) => spot.shown.subject.k === "place" || spot.shown.chosen || (spot.shown.changed && camera.world > CLOSE))
      .map((spot) => ({ spot, weight: weight(spot) }))
      .sort((a, b) => b.weight - a.weight || (a.spot.shown.subject.i < b.spot.shown.subject.i ? -1 : 1));
    const size = Math.round(12.5 * Math.min(1.15, scale * 1.05));
    const fonts = { name: `600 ${size}px ${paints.sans}`, own: `${size - 1.5}px ${paints.sans}` };
    // The corners belong to the date and to the buttons.
    const boxes: [number, number, number, number][] = [[0, 0, 250, 60], [camera.width - 66, 0, camera.width, 112]];
    const budget = Math.min(MAX_LABELS, Math.round((camera.width * camera.height) / 9000));
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    let drawn = 0;
    for (const { spot } of wanted) {
      if (drawn >= budget) break;
      const { look } = spot.shown;
      const name = look.answer === Answer.Yes ? look.name : `${look.name} ?`;
      const nameWidth = this.width(fonts.name, name);
      const ownWidth = look.own ? this.width(fonts.own, look.own) : 0;
      const width = Math.max(nameWidth, ownWidth);
      const height = look.own ? size * 2.15 : size * 1.2;
      for (const right of [true, false]) {
        const away = (spot.shown.chosen ? 17 : 9) * scale;
        const x = right ? spot.x + away : spot.x - away - width;
        const box: [number, number, number, number] = [x - 2, spot.y - height / 2, x + width + 2, spot.y + height / 2];
        if (box[0] < 0 || box[2] > camera.width) continue;
        if (boxes.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
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
    const { ctx } = this;
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
      this.ctx.font = font;
      width = this.ctx.measureText(text).width;
      if (this.widths.size > 20_000) this.widths.clear();
      this.widths.set(key, width);
    }
    return width;
  }
}

/** Which names are worth the room when there is little. */
const RANK: Record<string, number> = { city: 5, mountain: 4, region: 3, town: 3, canal: 2, street: -2, square: -2, station: -2 };
