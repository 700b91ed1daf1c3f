// Makes a PMTiles archive of one tile, as small as it can be: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md

/** A number in the wire format of Protocol Buffers. */
function varint(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return [...bytes, number];
}

const field = (number, wire, value) => [...varint(number * 8 + wire), ...value];
const message = (number, bytes) => field(number, 2, [...varint(bytes.length), ...bytes]);
const zigzag = (number) => (number < 0 ? -number * 2 - 1 : number * 2);

/** A vector tile with one polygon, given by its corners in units of which the tile has 4096. */
function tile(layer, corners) {
  const [[x, y], ...rest] = corners;
  const steps = rest.map(([toX, toY], at) => [toX - corners[at][0], toY - corners[at][1]]);
  const geometry = [1 + 8, zigzag(x), zigzag(y), 2 + 8 * steps.length, ...steps.flat().map(zigzag), 7 + 8].flatMap(varint);
  const polygon = [...field(3, 0, [3]), ...message(4, geometry)];
  return message(3, [...field(15, 0, [2]), ...message(1, [...Buffer.from(layer)]), ...message(2, polygon), ...field(5, 0, varint(4096))]);
}

/** Returns the archive: its head, a directory with the tile of the whole world, what it says of itself, and the tile. */
export function archive({ layer, corners, attribution }) {
  const body = tile(layer, corners);
  const directory = [1, 0, 1, ...varint(body.length), 1];
  const about = Buffer.from(JSON.stringify({ attribution, vector_layers: [{ id: layer, fields: {} }] }));
  const head = Buffer.alloc(127);
  head.write("PMTiles");
  head[7] = 3;
  let at = 127;
  [directory.length, about.length, 0, body.length].forEach((length, part) => {
    head.writeBigUInt64LE(BigInt(at), 8 + part * 16);
    head.writeBigUInt64LE(BigInt(length), 16 + part * 16);
    at += length;
  });
  for (const count of [72, 80, 88]) head.writeBigUInt64LE(1n, count);
  // Clustered; nothing is compressed; vector tiles; zoom 0 only; the whole world.
  head.set([1, 1, 1, 1, 0, 0], 96);
  [-1800000000, -850000000, 1800000000, 850000000].forEach((degrees, corner) => head.writeInt32LE(degrees, 102 + corner * 4));
  return Buffer.concat([head, Buffer.from(directory), about, Buffer.from(body)]);
}
