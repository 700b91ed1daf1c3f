import { describe, expect, it } from "vitest";
import { dayOf } from "./days";
import { Answer, holds, lookOf, type SubjectRow } from "./state";

const on = (year: number, month: number, day: number) => ({ first: dayOf(year, month, day), last: dayOf(year, month, day) });
const FAR = 9_000_000;
const renamed = dayOf(1961, 11, 10);

const city: SubjectRow = {
  i: "volgograd", k: "place", c: "city", t: "Volgograd", x: 44.5, y: 48.7,
  n: [
    { t: "Stalingrad", l: "en", h: [-FAR, -FAR, renamed, renamed], w: 1 },
    { t: "Сталинград", l: "ru", h: [-FAR, -FAR, renamed, renamed], w: 1 },
    { t: "Volgograd", l: "en", h: [renamed, renamed, FAR, FAR] },
    { t: "Волгоград", l: "ru", h: [renamed, renamed, FAR, FAR] },
  ],
};

describe("the state on a date", () => {
  it("changes on the day of the renaming", () => {
    expect(lookOf(city, on(1961, 11, 9), "en")).toMatchObject({ name: "Stalingrad", own: "Сталинград", warm: true, answer: Answer.Yes });
    expect(lookOf(city, on(1961, 11, 10), "en")).toMatchObject({ name: "Volgograd", own: "Волгоград", warm: false });
    expect(lookOf(city, on(1961, 11, 10), "es")).toMatchObject({ name: "Volgograd", own: "" });
  });

  it("is possible while the day is not known", () => {
    const year: [number, number, number, number] = [dayOf(1962, 1, 1), dayOf(1962, 12, 31), FAR, FAR];
    expect(holds(year, on(1961, 12, 31))).toBe(Answer.No);
    expect(holds(year, on(1962, 6, 1))).toBe(Answer.Possibly);
    expect(holds(year, on(1962, 12, 31))).toBe(Answer.Yes);
    expect(holds([renamed, renamed, FAR, FAR], { first: renamed - 5, last: renamed + 5 })).toBe(Answer.Possibly);
  });

  it("leaves out what was not there", () => {
    expect(lookOf({ ...city, n: city.n?.slice(2) }, on(1930, 1, 1), "en")).toBeUndefined();
  });
});
