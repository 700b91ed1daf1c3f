// The record as the map holds it, and what of it is true on a date. No drawing here.

import type { Span } from "./days";

/** When something held: it began between the first two days and ceased between the last two; nine million is no limit. */
export type Holds = [number, number, number, number];

export interface NameRow {
  /** The name. */
  t: string;
  /** Its language. */
  l: string;
  h: Holds;
  /** Whether it honours the dossier's person. */
  w?: 1;
}

export interface StatusRow {
  /** `standing`, `removed`, `destroyed`, ... */
  s: string;
  h: Holds;
  /** Where it stood then, if elsewhere. */
  x?: number;
  y?: number;
}

export interface SubjectRow {
  i: string;
  k: "place" | "monument" | "event" | "camp";
  /** Its class: `city`, `statue`, `unrest`. */
  c: string;
  /** What to call it when no dated name is known. */
  t: string;
  x: number;
  y: number;
  n?: NameRow[];
  s?: StatusRow[];
}

export interface ActRow {
  i: string;
  /** The index of its subject. */
  s: number;
  k: string;
  /** The date in words, and as EDTF. */
  w: string;
  d: string;
  a: number;
  b: number;
  /** The sentence in the reader's language. */
  t: string;
}

export interface Atlas {
  lang: string;
  first: number;
  last: number;
  months: string[];
  messages: Record<string, string>;
  /** Conditions of monuments in words. */
  statuses: Record<string, string>;
  subjects: SubjectRow[];
  acts: ActRow[];
}

export const enum Answer {
  No = 0,
  Possibly = 1,
  Yes = 2,
}

/** Tells whether something held throughout a span of days: the same rule as the program's `Period::holds`. */
export function holds(h: Holds, span: Span): Answer {
  const [f0, f1, t0, t1] = h;
  // It began and ceased on one day.
  if (f0 >= t1) return span.first <= f0 && f0 <= span.last ? Answer.Possibly : Answer.No;
  if (span.last < f0 || span.first >= t1) return Answer.No;
  return f1 <= span.first && span.last < t0 ? Answer.Yes : Answer.Possibly;
}

/** What a subject looked like on a date. */
export interface Look {
  answer: Answer;
  /** In the reader's language (or the nearest there is). */
  name: string;
  /** In its own language, when that differs. */
  own: string;
  /** Bears the dossier's name, or shows its image and stands. */
  warm: boolean;
  status: string;
  x: number;
  y: number;
}

/** Returns what a subject looked like; nothing when it is not known to have been there at all. */
export function lookOf(subject: SubjectRow, span: Span, lang: string): Look | undefined {
  let name: NameRow | undefined;
  let own: NameRow | undefined;
  let nameAnswer = Answer.No;
  let ownAnswer = Answer.No;
  for (const row of subject.n ?? []) {
    const answer = holds(row.h, span);
    if (answer === Answer.No) continue;
    if (row.l === lang) {
      if (answer > nameAnswer || (name && name.l !== lang)) [name, nameAnswer] = [row, answer];
    } else {
      if (answer > ownAnswer) [own, ownAnswer] = [row, answer];
    }
  }
  if (subject.k === "place") {
    const shown = name ?? own;
    if (!shown) return undefined;
    return {
      answer: name ? nameAnswer : ownAnswer,
      name: shown.t,
      own: own && own !== shown && own.t !== shown.t ? own.t : "",
      warm: shown.w === 1 || own?.w === 1,
      status: "",
      x: subject.x,
      y: subject.y,
    };
  }
  let best: StatusRow | undefined;
  let bestAnswer = Answer.No;
  for (const row of subject.s ?? []) {
    const answer = holds(row.h, span);
    if (answer > bestAnswer) [best, bestAnswer] = [row, answer];
  }
  if (!best) return undefined;
  return {
    answer: bestAnswer,
    name: name?.t ?? subject.t,
    own: own && own.t !== (name?.t ?? subject.t) ? own.t : "",
    warm: subject.k === "monument" && STANDING.has(best.s),
    status: best.s,
    x: best.x ?? subject.x,
    y: best.y ?? subject.y,
  };
}

/** Conditions in which a monument can be seen where it is. */
export const STANDING = new Set(["standing", "reinstated"]);
