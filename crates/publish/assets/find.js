// Finding in the browser, for pages without a server: the same folding and comparison as crates/publish/src/find.rs.

/** Takes what is accidental off a name: marks, case, compatibility forms, punctuation. */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .slice(0, 100);
}

function distance(a, b) {
  let before = new Array(b.length + 1).fill(0);
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  let row = new Array(b.length + 1).fill(0);
  for (let i = 0; i < a.length; i += 1) {
    row[0] = i + 1;
    for (let j = 0; j < b.length; j += 1) {
      let cost = Math.min(above[j] + (a[i] === b[j] ? 0 : 1), above[j + 1] + 1, row[j] + 1);
      if (i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]) cost = Math.min(cost, before[j - 1] + 1);
      row[j + 1] = cost;
    }
    [before, above, row] = [above, row, before];
  }
  return above[b.length];
}

/** How like a query and a name are, from 0 to 1. */
export function likeness(query, name) {
  if (query === name) return 1;
  if (name.startsWith(query)) return 0.9 + (0.09 * query.length) / name.length;
  if (name.includes(` ${query}`)) return 0.8 + (0.09 * query.length) / name.length;
  let best = 1 - distance(query, name) / Math.max(query.length, name.length);
  if (query.length >= 4 && name.length >= query.length) {
    best = Math.max(best, 0.9 * (1 - distance(query, name.slice(0, query.length)) / query.length));
  }
  for (const word of name.split(" ")) {
    if (word.length >= 4) best = Math.max(best, 0.92 * (1 - distance(query, word) / Math.max(query.length, word.length)));
  }
  return best;
}

/** Returns the best name of each subject that the query may mean; `data` is `find.json`. */
export function find(data, query, limit) {
  const wanted = fold(query);
  if (wanted === "") return [];
  data.folded ??= data.names.map((row) => fold(row[0]));
  const best = new Map();
  data.names.forEach(([text, lang, subject, years], index) => {
    const name = data.folded[index];
    // A name that shares no letter with the beginning of the query is not worth measuring.
    if (name.length + 12 < wanted.length) return;
    const score = likeness(wanted, name);
    if (score < 0.6) return;
    const had = best.get(subject);
    const names = (had?.names ?? 0) + 1;
    if (score > (had?.score ?? 0)) best.set(subject, { subject, text, lang, years, score, names, page: data.pages[subject] });
    else had.names = names;
  });
  // Of subjects that are as like, the one that bears such a name in more languages is the better known.
  return [...best.values()].sort((a, b) => b.score - a.score || b.names - a.names || (a.subject < b.subject ? -1 : 1)).slice(0, limit);
}
