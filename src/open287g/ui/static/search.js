// Search in the browser: the words of a query against the words of every name, forgiving by shared letter groups.
const root = document.documentElement;
const base = root.dataset.base;
const prefix = base + root.dataset.langPath;
const MEANS = { co: "county", so: "sheriffs office", pd: "police department", dept: "department", st: "saint", condado: "county", policia: "police" };

function words(text) {
  const plain = text.slice(0, 100).normalize("NFKD").replace(/[\u0300-\u036f'’.]/g, "").toLowerCase();
  return (plain.match(/[a-z0-9]+/g) || []).flatMap((word) => (MEANS[word] || word).split(" "));
}

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
  return { rows, vocabulary };
}

// A server answers with the one ranking it has for everyone; a published site has none, and ranks here.
export async function find(query, limit) {
  if (root.dataset.static) return findHere(query, limit);
  const answer = await fetch(`${base}/api/v1/search?limit=${limit}&q=${encodeURIComponent(query.slice(0, 100))}`);
  if (!answer.ok) return [];
  return (await answer.json()).map((hit) => [hit.kind, hit.path, hit.name, hit.state]);
}

async function findHere(query, limit) {
  const wanted = [...new Set(words(query))].slice(0, 8);
  if (!wanted.length) return [];
  const { rows, vocabulary } = await index();
  const scores = new Float32Array(rows.length);
  let letters = 0;
  for (const word of wanted) {
    const best = new Float32Array(rows.length);
    const wantedGrams = grams(word);
    for (const [known, { grams: knownGrams, entries }] of vocabulary) {
      const value = likeness(word, wantedGrams, known, knownGrams);
      if (value) for (const number of entries) if (value > best[number]) best[number] = value;
    }
    letters += word.length;
    for (let number = 0; number < scores.length; number++) scores[number] += best[number] * word.length;
  }
  const rank = { state: 0.03, city: 0.025, county: 0.02, agency: 0.01 };
  return rows
    .map((row, number) => [scores[number] / letters + rank[row[0]] + (row[4] ? 0.02 : 0) - 0.008 * words(row[2]).length, row])
    .filter(([score]) => score > 0.62)
    .sort((a, b) => b[0] - a[0])
    .slice(0, limit)
    .map(([, row]) => row);
}

function item([kind, path, name, state]) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${prefix}${path}${root.dataset.static ? "/" : ""}`;
  link.textContent = kind === "state" ? name : `${name}, ${state}`;
  link.translate = false;
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
