// The user's own base map, laid over the land and below the record: GeoJSON, or vector or picture tiles of a PMTiles archive.

import { addProtocol, type AddLayerObject, type Map as BaseMap } from "maplibre-gl";
import type { Paints } from "./paint";

/** The colours of the map below the record. */
export type GroundPaints = Paints & { land: string; water: string; border: string; coast: string };

/** What the program says of the base map: the features themselves, or where the tiles are. */
type Base = GeoJSON.FeatureCollection | { pmtiles: string };

/** Lays the base map that `url` describes, if there is one; returns whom to thank for it. */
export async function lay(map: BaseMap, url: string, paints: GroundPaints): Promise<string> {
  const response = url ? await fetch(url) : undefined;
  if (!response?.ok) return "";
  const base = (await response.json()) as Base;
  if ("pmtiles" in base) return layTiles(map, new URL(base.pmtiles, response.url).href, paints);
  if (base.features.length === 0) return "";
  map.addSource("ground", { type: "geojson", data: base });
  for (const layer of layers(undefined, paints)) map.addLayer(layer);
  return "";
}

async function layTiles(map: BaseMap, url: string, paints: GroundPaints): Promise<string> {
  // Most readers have no such map: the reader of archives is loaded for those who do.
  const { PMTiles, Protocol, TileType } = await import("pmtiles");
  const archive = new PMTiles(url);
  const protocol = new Protocol();
  protocol.add(archive);
  addProtocol("pmtiles", protocol.tile);
  const [header, about] = await Promise.all([archive.getHeader(), archive.getMetadata() as Promise<Metadata>]);
  const { minZoom: minzoom, maxZoom: maxzoom } = header;
  const tiles = [`pmtiles://${url}/{z}/{x}/{y}`];
  if (header.tileType === TileType.Mvt) {
    map.addSource("ground", { type: "vector", tiles, minzoom, maxzoom });
    for (const { id } of about.vector_layers ?? []) for (const layer of layers(id, paints)) map.addLayer(layer);
  } else {
    map.addSource("ground", { type: "raster", tiles, tileSize: 256, minzoom, maxzoom });
    map.addLayer({ id: "ground", type: "raster", source: "ground", paint: { "raster-fade-duration": 0 } });
  }
  return new DOMParser().parseFromString(about.attribution ?? "", "text/html").body.textContent ?? "";
}

/** What we read of an archive's description of itself. */
interface Metadata {
  attribution?: string;
  vector_layers?: { id: string }[];
}

/** Quiet areas, lines and points for one layer of features; what is called water or land is painted so. */
function layers(name: string | undefined, paints: GroundPaints): AddLayerObject[] {
  const of = { source: "ground", ...(name === undefined ? {} : { "source-layer": name }) };
  const id = name === undefined ? "ground" : `ground-${name}`;
  const plain = { water: paints.water, ocean: paints.water, earth: paints.land, land: paints.land }[name ?? ""];
  const areas: AddLayerObject = {
    id: `${id}-areas`, type: "fill", ...of, filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": plain ?? paints.border, "fill-opacity": plain ? 1 : 0.35 },
  };
  if (plain) return [areas];
  return [
    areas,
    { id: `${id}-lines`, type: "line", ...of, filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": paints.grey, "line-width": name === undefined ? 1.2 : 0.7 } },
    { id: `${id}-points`, type: "circle", ...of, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": paints.grey, "circle-radius": name === undefined ? 2.5 : 1.5 } },
  ];
}
