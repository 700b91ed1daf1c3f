import { describe, expect, it } from "vitest";
import { addMonths, civil, dayOf, edtf, iso, parseEdtf } from "./days";

describe("days", () => {
  it("go to civil dates and back", () => {
    for (const text of ["1922-01-01", "1961-11-10", "1970-01-01", "2000-02-29", "0099-12-31"]) {
      const [year, month, day] = text.split("-").map(Number) as [number, number, number];
      expect(iso(dayOf(year, month, day))).toBe(text);
    }
    expect(dayOf(1970, 1, 2)).toBe(1);
    expect(civil(-1)).toEqual({ year: 1969, month: 12, day: 31 });
  });

  it("move by months without leaving the month", () => {
    expect(iso(addMonths(dayOf(1961, 1, 31), 1))).toBe("1961-02-28");
    expect(iso(addMonths(dayOf(1961, 1, 15), -2))).toBe("1960-11-15");
  });

  it("are read from EDTF", () => {
    const check = (text: string, expected: string | undefined) => {
      const span = parseEdtf(text);
      expect(span && `${iso(span.first)} ${iso(span.last)}`, text).toBe(expected);
    };
    check("1961-11-10", "1961-11-10 1961-11-10");
    check("1961-11", "1961-11-01 1961-11-30");
    check("1961~", "1961-01-01 1961-12-31");
    check("196X", "1960-01-01 1969-12-31");
    check("1953/1956-02", "1953-01-01 1956-02-29");
    check("1961-02-30", undefined);
    check("1961-13", undefined);
    check("1956/1953", undefined);
    check("yesterday", undefined);
    check("", undefined);
  });

  it("are written back as short as they were typed", () => {
    for (const text of ["1961-11-10", "1961-11", "1961", "1953-01-01/1956-02-29"]) {
      const span = parseEdtf(text);
      expect(span && edtf(span)).toBe(text);
    }
  });
});
