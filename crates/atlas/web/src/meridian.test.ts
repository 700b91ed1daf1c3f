import { describe, expect, it } from "vitest";
import { lines, onward } from "./meridian";

const land = (ring: number[][]): GeoJSON.FeatureCollection => ({
  type: "FeatureCollection",
  features: [{ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } }],
});
const ringOf = (ring: number[][]) => (onward(land(ring)).features[0]?.geometry as GeoJSON.Polygon).coordinates[0];

describe("the 180th meridian", () => {
  it("is crossed by a ring that goes on", () => {
    expect(ringOf([[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]])).toEqual([[170, 60], [190, 60], [190, 70], [170, 70], [170, 60]]);
  });
  it("leaves other rings as they are", () => {
    const ring = [[10, 0], [20, 0], [20, 10], [10, 0]];
    expect(ringOf(ring)).toEqual(ring);
  });
  it("does not open a ring around a pole", () => {
    const ring = ringOf([[-120, -70], [0, -70], [120, -70], [-120, -70]]);
    expect(ring).toEqual([[-120, -70], [0, -70], [120, -70], [240, -70], [240, -90], [-120, -90], [-120, -70]]);
  });
  it("is crossed by a line that goes on", () => {
    expect(lines({ type: "MultiLineString", coordinates: [[[-179, 1], [179, 2]]] }).coordinates).toEqual([[[-179, 1], [-181, 2]]]);
  });
});
