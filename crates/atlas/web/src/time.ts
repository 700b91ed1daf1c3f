// The time control of one map: slider, play, exact date, and the years in which much happened.

import { addMonths, civil, dayOf, edtf, parseEdtf, type Span } from "./days";
import type { Atlas } from "./state";

export interface TimeParts {
  slider: HTMLInputElement;
  field: HTMLInputElement;
  problem: HTMLElement;
  play: HTMLButtonElement;
  previous: HTMLButtonElement;
  next: HTMLButtonElement;
  big: HTMLElement;
  bars: SVGSVGElement | null;
}

/** Moves the date of one map; tells `onMove` of each change. */
export class Time {
  span: Span;
  private playing = 0;

  constructor(
    private readonly parts: TimeParts,
    private readonly atlas: Atlas,
    private readonly calm: () => boolean,
    start: Span,
    private readonly onMove: (time: Time, from: number) => void,
  ) {
    const { slider, field, play, previous, next } = parts;
    slider.min = String(atlas.first);
    slider.max = String(atlas.last);
    this.span = start;
    slider.addEventListener("input", () => this.set({ first: Number(slider.value), last: Number(slider.value) }));
    slider.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.typed();
    });
    field.addEventListener("change", () => this.typed());
    play.addEventListener("click", () => (this.playing ? this.stop() : this.start()));
    previous.addEventListener("click", () => this.jump(-1));
    next.addEventListener("click", () => this.jump(1));
    if (parts.bars) this.drawBars(parts.bars);
    this.show();
  }

  get year(): number {
    return civil(this.span.first).year;
  }

  /** The date in words, as the slider says it to a screen reader. */
  words(): string {
    const { first, last } = this.span;
    if (first === last) return this.day(first);
    const short = edtf(this.span);
    if (short.length === 4) return short;
    return `${this.day(first)} – ${this.day(last)}`;
  }

  set(span: Span): void {
    const clamp = (day: number) => Math.max(this.atlas.first, Math.min(this.atlas.last, day));
    const from = this.span.first;
    this.span = { first: clamp(span.first), last: clamp(span.last) };
    this.show();
    this.onMove(this, from);
  }

  stop(): void {
    window.clearInterval(this.playing);
    this.playing = 0;
    this.parts.play.setAttribute("aria-pressed", "false");
  }

  private day(day: number): string {
    const { year, month, day: dayOfMonth } = civil(day);
    const pattern = this.atlas.messages["date-pattern"] ?? "{day} {month} {year}";
    return pattern.replace("{day}", String(dayOfMonth)).replace("{month}", this.atlas.months[month - 1] ?? "").replace("{year}", String(year));
  }

  private start(): void {
    if (this.span.first >= this.atlas.last) this.set({ first: this.atlas.first, last: this.atlas.first });
    this.parts.play.setAttribute("aria-pressed", "true");
    const calm = this.calm();
    this.playing = window.setInterval(() => {
      const day = addMonths(this.span.first, calm ? 12 : 1);
      if (day >= this.atlas.last) this.stop();
      this.set({ first: day, last: day });
    }, calm ? 1500 : 90);
  }

  /** Arrow keys go by months (with Shift by days), Page keys by years, Home and End to the ends. */
  private key(event: KeyboardEvent): void {
    const day = this.span.first;
    const sign = event.key === "ArrowLeft" || event.key === "ArrowDown" || event.key === "PageDown" ? -1 : 1;
    let to: number;
    if (event.key.startsWith("Arrow")) to = event.shiftKey ? day + sign : addMonths(day, sign);
    else if (event.key.startsWith("Page")) to = addMonths(day, 12 * sign);
    else if (event.key === "Home") to = this.atlas.first;
    else if (event.key === "End") to = this.atlas.last;
    else return;
    event.preventDefault();
    this.set({ first: to, last: to });
  }

  /** Takes a date as somebody wrote it, in the field or in the address; tells when it is none. */
  typed(): void {
    const span = parseEdtf(this.parts.field.value);
    const bad = !span || span.last < this.atlas.first || span.first > this.atlas.last;
    this.parts.problem.textContent = bad ? (this.atlas.messages["date-problem"] ?? "") : "";
    this.parts.field.setAttribute("aria-invalid", String(bad));
    if (span && !bad && (span.first !== this.span.first || span.last !== this.span.last)) this.set(span);
  }

  /** Goes to the nearest act before or after the day shown. */
  private jump(sign: 1 | -1): void {
    const day = this.span.first;
    let best: number | undefined;
    for (const act of this.atlas.acts) {
      if (act.a < this.atlas.first || act.a > this.atlas.last) continue;
      if (sign > 0 ? act.a > day && (best === undefined || act.a < best) : act.a < day && (best === undefined || act.a > best)) best = act.a;
    }
    if (best !== undefined) this.set({ first: best, last: best });
  }

  private show(): void {
    const { slider, field, big, problem } = this.parts;
    slider.value = String(this.span.first);
    slider.setAttribute("aria-valuetext", this.words());
    if (document.activeElement !== field || parseEdtf(field.value)?.first !== this.span.first) {
      field.value = edtf(this.span);
      field.setAttribute("aria-invalid", "false");
      problem.textContent = "";
    }
    big.textContent = this.words();
  }

  private drawBars(bars: SVGSVGElement): void {
    const first = civil(this.atlas.first).year;
    const last = civil(this.atlas.last).year;
    const counts = new Array<number>(last - first + 1).fill(0);
    for (const act of this.atlas.acts) {
      const slot = civil(act.a).year - first;
      if (slot >= 0 && slot < counts.length) counts[slot] = (counts[slot] ?? 0) + 1;
    }
    const top = Math.max(1, ...counts);
    const total = this.atlas.last - this.atlas.first;
    counts.forEach((count, slot) => {
      if (count === 0) return;
      const from = (dayOf(first + slot, 1, 1) - this.atlas.first) / total;
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const height = 4 + 32 * Math.sqrt(count / top);
      rect.setAttribute("x", `${(Math.max(0, from) * 100).toFixed(3)}%`);
      rect.setAttribute("width", `${((360 / total) * 100).toFixed(3)}%`);
      rect.setAttribute("y", String(36 - height));
      rect.setAttribute("height", String(height));
      bars.append(rect);
    });
  }
}
