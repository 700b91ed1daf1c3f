// A made record of many places, each renamed twice, for measuring and testing the map with more than the bundled record has.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the tables of `count` places into `folder`; the same count gives the same bytes. */
export function writeRecord(folder, count) {
  // Numbers that look scattered and are always the same.
  let seed = 1953;
  const scattered = (least, most) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return least + (seed / 2147483648) * (most - least);
  };
  const places = ["id,class,country,lon,lat"];
  const names = ["place,text,lang,kind,from,to,named_after,sources,seen"];
  for (let at = 0; at < count; at += 1) {
    const id = `made-${String(at).padStart(5, "0")}`;
    places.push(`${id},${at % 5 === 0 ? "city" : "village"},,${scattered(-120, 150).toFixed(4)},${scattered(-40, 68).toFixed(4)}`);
    const given = Math.floor(scattered(1924, 1950));
    const taken = `${Math.floor(scattered(1953, 1990))}-${String(1 + (at % 12)).padStart(2, "0")}-${String(1 + (at % 28)).padStart(2, "0")}`;
    for (const [lang, kind, old, honoured, later] of [["en", "exonym", "Old", "Honour", "New"], ["ru", "official", "Старый", "Честь", "Новый"]]) {
      names.push(`${id},${old} ${at},${lang},${kind},..,${given},,made,no`);
      names.push(`${id},${honoured} ${at},${lang},${kind},${given},${taken},stalin,made,no`);
      names.push(`${id},${later} ${at},${lang},${kind},${taken},..,,made,no`);
    }
  }
  const manifest = ['id = "made"', 'languages = ["en"]', 'dossiers = ["stalin"]', 'licence = "CC0-1.0"', "[title]", 'en = "A made record"', "[about]", 'en = "Places that do not exist."'];
  mkdirSync(folder, { recursive: true });
  const put = (name, lines) => writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
  put("record.toml", manifest);
  put("sources.csv", ["id,kind,title", "made,dataset,Made for a measurement"]);
  put("places.csv", places);
  put("names.csv", names);
}
