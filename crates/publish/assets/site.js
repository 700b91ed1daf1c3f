// What pages add when scripts run: light and dark, suggestions while typing, results without a server,
// the reader's language, the quiz.

import { find } from "./find.js";

const { root, lang, ext } = document.body.dataset;

/* Light and dark: the choice stays in this browser only. */
const theme = document.querySelector("#theme");
const stored = (() => {
  try {
    return localStorage.getItem("thaw-theme");
  } catch {
    return null;
  }
})();
if (stored) document.documentElement.dataset.theme = stored;
if (theme) {
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("thaw-theme", document.documentElement.dataset.theme);
    } catch {
      // A browser without storage forgets the choice; nothing else depends on it.
    }
    document.dispatchEvent(new Event("thaw:theme"));
  });
}

/* Names, loaded when somebody wants to find one. */
let names;
function load() {
  names ??= fetch(`${root}api/v1/find.json`).then((response) => response.json());
  return names;
}

const address = (hit) => `${root}${lang}/${hit.page}${ext}`;

function suggestions(input) {
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
  list.hidden = true;
  input.form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    input.setAttribute(name, value);
  }
  let hits = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (hit) => {
    close();
    input.value = hit.text;
    const chosen = new CustomEvent("thaw:choose", { detail: { id: hit.subject }, cancelable: true });
    if (document.dispatchEvent(chosen)) location.href = address(hit);
  };
  const show = () => {
    list.replaceChildren(
      ...hits.map((hit, index) => {
        const item = document.createElement("li");
        item.id = `suggestion-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(index === active));
        const name = document.createElement("b");
        name.textContent = hit.text;
        name.lang = hit.lang;
        const years = document.createElement("span");
        years.textContent = hit.years;
        item.append(name, years);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(hit);
        });
        return item;
      }),
    );
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    if (active >= 0) input.setAttribute("aria-activedescendant", `suggestion-${active}`);
    else input.removeAttribute("aria-activedescendant");
  };
  input.addEventListener("input", async () => {
    const query = input.value;
    const data = await load();
    if (query !== input.value) return;
    hits = find(data, query, 8);
    active = -1;
    show();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + hits.length + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % hits.length;
      show();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(hits[active]);
    }
  });
  input.addEventListener("blur", close);
}

const input = document.querySelector("#find");
if (input) suggestions(input);

/* The page of results of a published site, which has no server to fill it. */
const results = document.querySelector("#results");
if (results && ext) {
  const query = new URLSearchParams(location.search).get("q") ?? "";
  if (query && input) {
    input.value = query;
    load().then((data) => {
      const hits = find(data, query, 40);
      const list = document.createElement("ol");
      list.className = "rows";
      list.append(
        ...hits.map((hit) => {
          const item = document.createElement("li");
          const years = document.createElement("span");
          years.className = "when";
          years.textContent = hit.years;
          const link = document.createElement("a");
          link.href = address(hit);
          link.lang = hit.lang;
          link.textContent = hit.text;
          item.append(years, link);
          return item;
        }),
      );
      if (hits.length > 0) results.replaceChildren(list);
      else results.textContent = results.dataset.none ?? "";
    });
  }
}

/* The first file of a published site: a server would choose the language, here the browser does. */
const door = document.querySelector("#door");
if (door) {
  const wanted = navigator.languages.map((language) => door.querySelector(`[lang="${CSS.escape(language.split("-")[0])}"]`)).find(Boolean);
  if (wanted) location.replace(wanted.href);
}

/* The quiz: a choice shows the answer by the style sheet alone; the script only counts. */
const quiz = document.querySelector("#quiz");
const score = quiz?.querySelector("#score");
if (quiz && score) {
  const count = () => {
    const all = quiz.querySelectorAll("fieldset").length;
    const done = quiz.querySelectorAll("input:checked").length;
    const right = quiz.querySelectorAll(".right input:checked").length;
    score.textContent = done === 0 ? "" : score.dataset.text.replace("{right}", String(right)).replace("{all}", String(all));
  };
  quiz.addEventListener("change", count);
  quiz.addEventListener("reset", () => setTimeout(count));
}
