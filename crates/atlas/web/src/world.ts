// The countries of the world, by Natural Earth, from our own server.

import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import coarseUrl from "world-atlas/countries-110m.json?url";
import fineUrl from "world-atlas/countries-50m.json?url";
import { lines, onward } from "./meridian";

export interface World {
  land: GeoJSON.FeatureCollection;
  borders: GeoJSON.MultiLineString;
  coasts: GeoJSON.MultiLineString;
}

async function load(url: string): Promise<World> {
  const response = await fetch(url);
  const topology = (await response.json()) as Topology<{ countries: GeometryCollection }>;
  const { countries } = topology.objects;
  return {
    land: onward(feature(topology, countries) as GeoJSON.FeatureCollection),
    borders: lines(mesh(topology, countries, (a, b) => a !== b)),
    coasts: lines(mesh(topology, countries, (a, b) => a === b)),
  };
}

let finer: Promise<World> | undefined;

/** For the first drawing: 1:110 m. */
export const coarse = () => load(coarseUrl);
/** For looking closer: 1:50 m. */
export const fine = () => (finer ??= load(fineUrl));
