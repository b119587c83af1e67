// Search in the browser: the words of a query against the words of every name, forgiving by shared letter groups.
const root = document.documentElement;
const base = root.dataset.base;
const prefix = base + root.dataset.langPath;
const MEANS = { co: "county", so: "sheriffs office", pd: "police department", dept: "department", st: "saint", condado: "county", policia: "police", alguacil: "sheriff", departamento: "department", ciudad: "city" };
const LITTLE = new Set(["of", "the", "de", "del", "la", "el", "fips", "ori"]);
// What many bodies are called: alone these words find nobody.
const COMMON = new Set(["police", "department", "sheriff", "sheriffs", "office", "county", "city", "parish"]);

function written(text) {
  const plain = text.slice(0, 100).normalize("NFKD").replace(/[\u0300-\u036f'’.]/g, "").toLowerCase();
  return plain.match(/[a-z0-9]+/g) || [];
}

const meant = (found) => found.flatMap((word) => (MEANS[word] || word).split(" "));
const words = (text) => meant(written(text));

function grams(word) {
  const padded = ` ${word} `;
  const found = new Set();
  for (let at = 0; at + 2 <= padded.length; at++) found.add(padded.slice(at, at + 2));
  return found;
}

function likeness(wanted, wantedGrams, known, knownGrams) {
  if (wanted === known) return 1;
  if (wanted.length >= 3 && known.startsWith(wanted)) return 0.93;
  let shared = 0;
  for (const gram of wantedGrams) if (knownGrams.has(gram)) shared++;
  const value = (2 * shared) / (wantedGrams.size + knownGrams.size);
  return value >= 0.6 ? value : 0;
}

let loading;
function index() {
  loading ??= fetch(`${base}/search-index.json`).then((answer) => answer.json()).then(prepare);
  return loading;
}

function prepare(rows) {
  const vocabulary = new Map();
  rows.forEach(([, , name, state, , ...spoken], number) => {
    for (const word of new Set([...[name, ...spoken].flatMap(words), state.toLowerCase()])) {
      if (!vocabulary.has(word)) vocabulary.set(word, { grams: grams(word), entries: [] });
      vocabulary.get(word).entries.push(number);
    }
  });
  const states = new Map();
  for (const [kind, , name, state, , ...spoken] of rows) {
    if (kind === "state") for (const called of [name, state, ...spoken]) states.set(written(called).join(" "), state);
  }
  return { rows, vocabulary, states };
}

// A query without the state it names behind or before the rest, and that state.
function ofState(asked, states) {
  const end = asked.findLastIndex((word) => !COMMON.has(meant([word])[0])) + 1;
  for (let take = Math.min(3, end - 1); take > 0; take--) {
    for (const at of [end - take, 0]) {
      const state = states.get(asked.slice(at, at + take).join(" "));
      const rest = asked.toSpliced(at, take);
      if (state && meant(rest).some((word) => !COMMON.has(word) && !LITTLE.has(word))) return [rest, state];
    }
  }
  return null;
}

// A server answers with the one ranking it has for everyone; a published site has none, and ranks here.
export async function find(query, limit) {
  if (root.dataset.static) return findHere(query, limit);
  const answer = await fetch(`${base}/api/v1/search?limit=${limit}&q=${encodeURIComponent(query.slice(0, 100))}`);
  if (!answer.ok) return [];
  return (await answer.json()).map((hit) => [hit.kind, hit.path, hit.name, hit.state, hit.kind === "agency" && hit.listed === false ? "0" : ""]);
}

async function findHere(query, limit) {
  const found = await index();
  const asked = written(query);
  const stated = ofState(asked, found.states);
  const within = stated ? ranked(meant(stated[0]), found, (row) => row[3] === stated[1]) : [];
  return (within.length ? within : ranked(meant(asked), found, () => true)).slice(0, limit);
}

function ranked(asked, { rows, vocabulary }, may) {
  const all = [...new Set(asked)].slice(0, 12);
  const own = all.filter((word) => !COMMON.has(word) && !LITTLE.has(word));
  const wanted = own.length ? own : all;
  if (!wanted.length) return [];
  const scores = new Float32Array(rows.length);
  for (const word of all) {
    const best = new Float32Array(rows.length);
    const wantedGrams = grams(word);
    for (const [known, { grams: knownGrams, entries }] of vocabulary) {
      const value = /\d/.test(word) ? Number(known === word) : likeness(word, wantedGrams, known, knownGrams);
      if (value) for (const number of entries) if (value > best[number]) best[number] = value;
    }
    // A common word only tells which of two that are called alike is meant.
    const weight = wanted.includes(word) ? word.length / wanted.join("").length : 0.06;
    for (let number = 0; number < scores.length; number++) scores[number] += best[number] * weight;
  }
  const rank = { state: 0.03, city: 0.025, county: 0.02, agency: 0.01 };
  const least = all.length === wanted.length ? 0.62 : 0.7;
  return rows
    // Rows stand in the order of their people: of two that are called alike the larger is meant more often.
    .map((row, number) => [scores[number] + rank[row[0]] + 0.05 * (1 - number / rows.length) + (row[4] === "1" ? 0.01 : 0) - 0.008 * words(row[2]).length, row])
    .filter(([score, row]) => score > least && may(row))
    .sort((a, b) => b[0] - a[0])
    .map(([, row]) => row);
}

function item([kind, path, name, state, now]) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${prefix}${path}${root.dataset.static ? "/" : ""}`;
  link.textContent = kind === "state" ? name : `${name}, ${state}`;
  link.translate = false;
  if (now === "0") link.append(` (${form.dataset.unlisted})`);
  line.append(link);
  return line;
}

// The field becomes a combobox here alone: without scripts it is a plain field of a form.
const form = document.querySelector("[data-search]");
const input = form.querySelector("input");
const hints = document.createElement("ul");
const told = document.createElement("span");
Object.assign(hints, { className: "hints", hidden: true, id: "hints", role: "listbox", ariaLabel: form.dataset.hints });
Object.assign(told, { className: "unseen", role: "status" });
form.append(hints, told);
Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
input.setAttribute("aria-controls", hints.id);
let latest = 0;
let chosen = -1;

const options = () => [...hints.querySelectorAll("a")];

function choose(number) {
  chosen = number;
  options().forEach((link, at) => (link.ariaSelected = String(at === chosen)));
  if (chosen < 0) input.removeAttribute("aria-activedescendant");
  else input.setAttribute("aria-activedescendant", `hint-${chosen}`);
}

function show(open) {
  hints.hidden = !open;
  input.ariaExpanded = String(open);
  choose(-1);
}

function option(row, number) {
  const line = item(row);
  line.role = "none";
  Object.assign(line.firstChild, { id: `hint-${number}`, role: "option", tabIndex: -1 });
  return line;
}

input.addEventListener("input", async () => {
  const turn = ++latest;
  const short = input.value.trim().length < 2;
  const found = short ? [] : await find(input.value, 8);
  if (turn !== latest) return;
  hints.replaceChildren(...found.map(option));
  show(found.length > 0);
  told.textContent = short ? "" : found.length ? `${form.dataset.hints}: ${found.length}` : form.dataset.none;
});
input.addEventListener("keydown", (event) => {
  const links = options();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && links.length) {
    if (hints.hidden) show(true);
    choose(((chosen + 1 + step + links.length + 1) % (links.length + 1)) - 1);
  } else if (event.key === "Escape" && !hints.hidden) show(false);
  else if (event.key === "Enter" && chosen >= 0 && !hints.hidden) links[chosen].click();
  else return;
  event.preventDefault();
});
form.addEventListener("focusout", (event) => {
  if (!form.contains(event.relatedTarget)) show(false);
});

const results = document.querySelector("[data-results]");
const asked = new URLSearchParams(location.search).get("q");
if (results && asked) {
  input.value = asked.slice(0, 100);
  find(asked, 50).then((found) => {
    results.replaceChildren(...found.map(item));
    if (!found.length) results.append(Object.assign(document.createElement("li"), { textContent: results.dataset.none }));
  });
}

// Tables that sort by a click on a column's head.
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].querySelector("time")?.dateTime ?? row.cells[column].textContent.trim();
      const numeric = head.classList.contains("n");
      const compare = (a, b) => (numeric ? number(value(a)) - number(value(b)) : value(a).localeCompare(value(b)));
      body.append(...[...body.rows].sort((a, b) => (down ? -1 : 1) * compare(a, b)));
    });
  });
}

function number(text) {
  return Number(text.replace(/[^0-9.-]/g, "")) || 0;
}
