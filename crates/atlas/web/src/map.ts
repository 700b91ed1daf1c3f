// The map page: two views at most, their time controls, the changes of the year, and the history of what was chosen.

import "./map.css";
import { civil, dayOf, parseEdtf, type Span } from "./days";
import { Answer, lookOf, type ActRow, type Atlas, type SubjectRow } from "./state";
import { Time } from "./time";
import { Field, View } from "./view";
import { coarse, type World } from "./world";

function part<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** So many changes of a year are listed beside the map; the page of the year has all. */
const MOST_LISTED = 120;

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

async function start(root: HTMLElement): Promise<void> {
  const [atlas, world] = await Promise.all([record(root.dataset.atlas ?? ""), coarse()]);
  const field = new Field(atlas, (day) => civil(day).year);
  new Page(root, atlas, field, world).open();
}

async function record(url: string): Promise<Atlas> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for the atlas data`);
  return (await response.json()) as Atlas;
}

class Page {
  private readonly views: View[] = [];
  private readonly times: Time[] = [];
  private chosen: SubjectRow | undefined;
  private listedYear = Number.NaN;
  private pending = 0;
  private readonly changes = part<HTMLOListElement>("#changes");
  private readonly detail = part("#detail");
  private readonly said = part("#said");

  constructor(private readonly root: HTMLElement, private readonly atlas: Atlas, private readonly field: Field, private readonly world: World) {}

  open(): void {
    const asked = new URLSearchParams(window.location.search);
    const first = parseEdtf(asked.get("date") ?? "") ?? spanOf(dayOf(Number(this.root.dataset.year ?? 1961), 1, 1));
    this.addPane(first);
    part("#map-app").hidden = false;
    part("#map-wait").hidden = true;
    const compare = part<HTMLButtonElement>("#compare");
    compare.addEventListener("click", () => this.toggleCompare(compare));
    part("#close-detail").addEventListener("click", () => this.choose(undefined));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.chosen) this.choose(undefined);
    });
    document.addEventListener("thaw:choose", (event) => {
      const subject = this.byId((event as CustomEvent<{ id: string }>).detail.id);
      if (!subject) return;
      event.preventDefault();
      this.choose(subject, true);
    });
    const retheme = () => this.views.forEach((view) => view.retheme());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", retheme);
    document.addEventListener("thaw:theme", retheme);
    const second = parseEdtf(asked.get("with") ?? "");
    if (second) this.toggleCompare(compare, second);
    const place = this.byId(asked.get("place") ?? "");
    this.moved(this.times[0] as Time, first.first);
    if (asked.get("date") && !parseEdtf(asked.get("date") ?? "")) {
      part<HTMLInputElement>("[data-part=field]").value = asked.get("date") ?? "";
      this.times[0]?.typed();
    }
    if (place) this.choose(place, true);
  }

  private byId(id: string): SubjectRow | undefined {
    return this.atlas.subjects.find((subject) => subject.i === id);
  }

  private addPane(start: Span): void {
    const pane = part(`.pane[data-pane="${this.views.length}"]`);
    pane.hidden = false;
    const view = new View(part(".map", pane), this.field, this.world, calm, this.root.dataset.base ?? "");
    view.onChoose = (subject) => this.choose(subject);
    const time = new Time(
      {
        slider: part("[data-part=slider]", pane), field: part("[data-part=field]", pane), problem: part("[data-part=problem]", pane),
        play: part("[data-part=play]", pane), previous: part("[data-part=previous]", pane), next: part("[data-part=next]", pane),
        big: part("[data-part=date]", pane), bars: pane.querySelector("[data-part=bars]"),
      },
      this.atlas, calm, start, (moved, from) => this.moved(moved, from),
    );
    this.views.push(view);
    this.times.push(time);
    part(`[data-part=closer]`, pane).addEventListener("click", () => view.map.zoomIn());
    part(`[data-part=farther]`, pane).addEventListener("click", () => view.map.zoomOut());
    view.map.on("move", () => this.follow(view));
  }

  /** Keeps the cameras of two maps together. */
  private follow(leader: View): void {
    if (this.following) return;
    this.following = true;
    for (const view of this.views) {
      if (view !== leader) view.map.jumpTo({ center: leader.map.getCenter(), zoom: leader.map.getZoom() });
    }
    this.following = false;
  }
  private following = false;

  private toggleCompare(button: HTMLButtonElement, start?: Span): void {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    this.root.classList.toggle("two", on);
    const pane = part('.pane[data-pane="1"]');
    pane.hidden = !on;
    if (on && this.views.length < 2) {
      const now = this.times[0] as Time;
      this.addPane(start ?? spanOf(this.atlas.last));
      (this.views[1] as View).map.jumpTo({ center: this.views[0]!.map.getCenter(), zoom: this.views[0]!.map.getZoom() });
      this.moved(this.times[1] as Time, now.span.first);
    }
    this.views.forEach((view) => view.map.resize());
    this.address();
  }

  private moved(time: Time, from: number): void {
    const index = this.times.indexOf(time);
    const view = this.views[index];
    if (!view) return;
    const [low, high] = [Math.min(from, time.span.first), Math.max(from, time.span.first)];
    const passed = high - low > 800 ? [] : this.atlas.acts.filter((act) => act.a > low && act.a <= high);
    const flashing = passed.slice(0, 40).map((act) => this.atlas.subjects[act.s]).filter((subject) => subject !== undefined);
    view.show(time.span, time.year, this.chosen, flashing);
    this.root.dataset.repaint = view.lastRepaint.toFixed(1);
    if (index === 0) {
      this.list(time.year);
      this.mark(time.span);
      this.now();
      window.clearTimeout(this.pending);
      this.pending = window.setTimeout(() => {
        this.said.textContent = `${time.words()}. ${passed.slice(0, 3).map((act) => act.t).join(" ")}`;
        this.address();
      }, 350);
    }
  }

  /** Writes the dates and the choice into the address, so that it can be shared. */
  private address(): void {
    const url = new URL(window.location.href);
    const put = (key: string, value: string | undefined) => (value ? url.searchParams.set(key, value) : url.searchParams.delete(key));
    const field = (index: number) => this.root.querySelectorAll<HTMLInputElement>("[data-part=field]")[index]?.value;
    put("date", field(0));
    put("with", this.root.classList.contains("two") ? field(1) : undefined);
    put("place", this.chosen?.i);
    window.history.replaceState(null, "", url);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-language]")) {
      const target = new URL(link.href);
      target.search = url.search;
      link.href = target.href;
    }
  }

  /** Says what the chosen subject was called, or how it stood, on the date shown. */
  private now(): void {
    const subject = this.chosen;
    const time = this.times[0];
    if (!subject || !time) return;
    const look = lookOf(subject, time.span, this.atlas.lang);
    const words = look ? [look.name, look.own && `(${look.own})`, look.status && `· ${this.atlas.statuses[look.status] ?? look.status}`].filter(Boolean).join(" ") : (this.atlas.messages["map-unknown"] ?? "");
    const possibly = look?.answer === Answer.Possibly ? ` · ${this.atlas.messages["map-possibly"] ?? ""}` : "";
    part("#detail-now").textContent = `${time.words()}: ${words}${possibly}`;
  }

  private list(year: number): void {
    if (year === this.listedYear) return;
    this.listedYear = year;
    const acts = this.field.changes.get(year)?.acts ?? [];
    const title = (this.atlas.messages["changes-in"] ?? "{year}").replace("{year}", String(year));
    part("#changes-title").textContent = title;
    part("#changes-none").hidden = acts.length > 0;
    this.changes.replaceChildren(...acts.slice(0, MOST_LISTED).map((act) => this.item(act)));
    if (acts.length > MOST_LISTED) this.changes.append(this.rest(`${title}: ${acts.length}`, `year/${year}`));
  }

  /** The last line of a long list: the page that has the whole of it. */
  private rest(text: string, page: string): HTMLLIElement {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.className = "change";
    link.href = `${this.root.dataset.pages ?? ""}${page}${this.root.dataset.ext ?? ""}`;
    link.textContent = text;
    item.append(link);
    return item;
  }

  private item(act: ActRow): HTMLLIElement {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const subject = this.atlas.subjects[act.s];
    button.className = `change ${subject?.k ?? ""} ${act.k}`;
    const when = document.createElement("time");
    when.dateTime = act.d;
    when.textContent = act.w;
    const text = document.createElement("span");
    text.textContent = act.t;
    button.append(when, text);
    button.addEventListener("click", () => {
      const time = this.times[0] as Time;
      time.set(spanOf(act.a));
      this.choose(subject, true);
    });
    item.dataset.first = String(act.a);
    item.append(button);
    return item;
  }

  /** Marks what has happened by the day shown. */
  private mark(span: Span): void {
    for (const item of this.changes.children) {
      (item as HTMLElement).classList.toggle("past", Number((item as HTMLElement).dataset.first) <= span.last);
    }
  }

  private choose(subject: SubjectRow | undefined, fly = false): void {
    this.chosen = subject;
    this.times.forEach((time, index) => this.views[index]?.show(time.span, time.year, subject, []));
    this.detail.hidden = !subject;
    this.address();
    if (!subject) return;
    this.now();
    if (fly) this.views[0]?.flyTo(subject);
    void this.history(subject);
  }

  /** Puts the history from the subject's own page into the panel: one rendering, by the program. */
  private async history(subject: SubjectRow): Promise<void> {
    const body = part("#detail-body");
    body.setAttribute("aria-busy", "true");
    const path = [subject.k, ...subject.i.split("/")].map(encodeURIComponent).join("/");
    const url = new URL(`${this.root.dataset.pages ?? ""}${path}${this.root.dataset.ext ?? ""}`, window.location.href);
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(String(response.status));
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (this.chosen !== subject) return;
      const head = part("h1", page);
      const history = part("#history", page);
      for (const link of history.querySelectorAll("a")) link.href = new URL(link.getAttribute("href") ?? "", url).href;
      const title = document.createElement("h2");
      title.id = "detail-title";
      title.tabIndex = -1;
      const whole = document.createElement("a");
      whole.href = url.href;
      whole.append(...head.childNodes);
      title.append(whole);
      body.replaceChildren(title, ...history.children);
      title.focus({ preventScroll: true });
      if (window.innerWidth < 900) this.detail.scrollIntoView({ block: "nearest" });
    } catch {
      const link = document.createElement("a");
      link.href = url.href;
      link.textContent = subject.t;
      body.replaceChildren(link);
    } finally {
      body.setAttribute("aria-busy", "false");
    }
  }
}

function spanOf(day: number): Span {
  return { first: day, last: day };
}

const root = document.querySelector<HTMLElement>("#atlas");
if (root) {
  start(root).catch((error: unknown) => {
    const wait = document.querySelector<HTMLElement>("#map-wait");
    if (wait) wait.textContent = `${root.dataset.failed ?? ""} (${error instanceof Error ? error.message : String(error)})`;
  });
}
