// Rings and lines that cross the 180th meridian run on beyond it instead of back around the world.

type Position = GeoJSON.Position;

/** Adds or takes whole turns so that no step is longer than half a turn. */
function unwrap(points: Position[], near?: number): Position[] {
  let turn = 0;
  let before = points[0]?.[0] ?? 0;
  if (near !== undefined) turn = 360 * Math.round((near - before) / 360);
  return points.map(([lon = 0, lat = 0]) => {
    if (lon - before > 180) turn -= 360;
    else if (before - lon > 180) turn += 360;
    before = lon;
    return [lon + turn, lat];
  });
}

/** A ring around a pole does not close any more: it is led along the edge of the map. */
function ring(points: Position[], near?: number): Position[] {
  const run = unwrap(points, near);
  const [from, to] = [run[0], run[run.length - 1]];
  if (!from || !to || Math.abs((from[0] ?? 0) - (to[0] ?? 0)) < 180) return run;
  const edge = (to[1] ?? 0) < 0 ? -90 : 90;
  return [...run, [to[0] ?? 0, edge], [from[0] ?? 0, edge], from];
}

/** Returns the areas of countries so that each can be drawn as it is. */
export function onward(land: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  const polygon = (rings: Position[][]) => {
    const outer = ring(rings[0] ?? []);
    return [outer, ...rings.slice(1).map((hole) => ring(hole, outer[0]?.[0]))];
  };
  const features = land.features.map((one) => {
    const { geometry } = one;
    if (geometry?.type === "Polygon") return { ...one, geometry: { ...geometry, coordinates: polygon(geometry.coordinates) } };
    if (geometry?.type === "MultiPolygon") return { ...one, geometry: { ...geometry, coordinates: geometry.coordinates.map(polygon) } };
    return one;
  });
  return { ...land, features };
}

/** The same for lines. */
export function lines(of: GeoJSON.MultiLineString): GeoJSON.MultiLineString {
  return { ...of, coordinates: of.coordinates.map((line) => unwrap(line)) };
}
