// Days as whole numbers from 1970-01-01, and the few shapes of EDTF that a date field takes.

/** A stretch of days: the first and the last one that a date allows. */
export interface Span {
  first: number;
  last: number;
}

const MS = 86_400_000;

/** The day number of a civil date (month from 1); a day after the month's end runs on, as in `Date.UTC`. */
export function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MS);
}

export function civil(day: number): { year: number; month: number; day: number } {
  const date = new Date(day * MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function iso(day: number): string {
  const { year, month, day: dayOfMonth } = civil(day);
  const pad = (n: number, width: number) => String(n).padStart(width, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

/** Writes a span as EDTF, as short as it goes: a day, a month, a year, or an interval. */
export function edtf({ first, last }: Span): string {
  if (first === last) return iso(first);
  for (const short of [iso(first).slice(0, 4), iso(first).slice(0, 7)]) {
    const whole = single(short);
    if (whole?.first === first && whole.last === last) return short;
  }
  return `${iso(first)}/${iso(last)}`;
}

/** Adds months; the day is cut to the length of the month that it lands in. */
export function addMonths(day: number, months: number): number {
  const at = civil(day);
  const index = at.year * 12 + at.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12 + 12) % 12 + 1;
  const length = dayOf(year, month + 1, 1) - dayOf(year, month, 1);
  return dayOf(year, month, Math.min(at.day, length));
}

/**
 * Reads a date as people type it: `1961-11-10`, `1961-11`, `1961`, `196X`, `1953/1956`, each with `~`, `?` or `%`.
 * Returns nothing for anything else, also for days that no calendar has.
 */
export function parseEdtf(text: string): Span | undefined {
  const parts = text.trim().split("/");
  if (parts.length === 2) {
    const from = single(parts[0] ?? "");
    const to = single(parts[1] ?? "");
    return from && to && from.first <= to.last ? { first: from.first, last: to.last } : undefined;
  }
  return parts.length === 1 ? single(parts[0] ?? "") : undefined;
}

function single(text: string): Span | undefined {
  const match = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}))?(?:-(\d{2}))?[~?%]?$/i.exec(text.trim());
  if (!match) return undefined;
  const [, years = "", monthText, dayText] = match;
  const low = Number(years.replace(/X/gi, "0"));
  const high = Number(years.replace(/X/gi, "9"));
  if (low !== high) return monthText ? undefined : { first: dayOf(low, 1, 1), last: dayOf(high, 12, 31) };
  if (!monthText) return { first: dayOf(low, 1, 1), last: dayOf(low, 12, 31) };
  const month = Number(monthText);
  if (month < 1 || month > 12) return undefined;
  const length = dayOf(low, month + 1, 1) - dayOf(low, month, 1);
  if (!dayText) return { first: dayOf(low, month, 1), last: dayOf(low, month, length) };
  const day = Number(dayText);
  if (day < 1 || day > length) return undefined;
  return { first: dayOf(low, month, day), last: dayOf(low, month, day) };
}
