// The map: what a county holds under the pointer or by keyboard, a press that opens it, zoom and pan, and time.
// Without this script the map, its legend, the choice of models and the list of counties are all there.
const root = document.documentElement;
const prefix = root.dataset.base + root.dataset.langPath;
const slash = root.dataset.static ? "/" : "";
const ORDER = ["OTHER", "WSO", "JEM", "TFM"];
const DAY = 86_400_000;
const SVG = "http://www.w3.org/2000/svg";
const map = document.querySelector("[data-map]");
const box = document.querySelector("[data-mapbox]");
const scrubber = document.querySelector("[data-scrubber]");
const kept = new Map();

function load(address, read) {
  if (!kept.has(address)) kept.set(address, fetch(address).then((answer) => answer[read]()));
  return kept.get(address);
}

const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
document.body.append(tip);
let told = {};

// Every county as a shape of its own above the map: the shapes of the shared file cannot tell which one is pressed.
let shapes;
function hittable() {
  shapes ??= Promise.all([load(map.dataset.file, "text"), load(map.dataset.present, "json")]).then(([text, present]) => {
    told = present;
    const file = new DOMParser().parseFromString(text, "image/svg+xml");
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", "hit");
    for (const path of file.querySelectorAll("[id^='c']")) {
      const copy = document.createElementNS(SVG, "path");
      copy.setAttribute("d", path.getAttribute("d"));
      copy.dataset.fips = path.id.slice(1);
      group.append(copy);
    }
    map.append(group);
    return group;
  });
  return shapes;
}

function say(fips, x, y) {
  const [name, , agencies] = told[fips] ?? [];
  tip.hidden = !name;
  if (!name) return;
  const lines = agencies.slice(0, 6).map(([agency, models, since]) => `${agency}: ${models.join(" ")}${since ? `, ${since}` : ""}`);
  if (agencies.length > 6) lines.push(`+ ${agencies.length - 6}`);
  tip.replaceChildren(...[name, ...(lines.length ? lines : [map.dataset.agencies])].map((line, at) => {
    const row = document.createElement(at ? "div" : "b");
    row.textContent = line;
    return row;
  }));
  tip.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.min(y + 14, innerHeight - tip.offsetHeight - 8)}px`;
}

if (map) {
  let moved = 0;
  map.addEventListener("pointerenter", hittable);
  map.addEventListener("pointermove", (event) => {
    const fips = event.target.dataset?.fips;
    if (fips) say(fips, event.clientX, event.clientY);
    else tip.hidden = true;
  });
  map.addEventListener("pointerleave", () => (tip.hidden = true));
  map.addEventListener("click", async (event) => {
    if (moved > 6) return;
    await hittable();
    const under = event.target.dataset?.fips ? event.target : document.elementFromPoint(event.clientX, event.clientY);
    const fips = under?.dataset?.fips;
    if (fips) location.href = `${prefix}${told[fips]?.[1] ?? `/county/${fips}`}${slash}`;
  });

  // Zoom and pan: buttons, wheel with a key held, arrows and +/- by keyboard, a finger's drag once zoomed in.
  const whole = map.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole];
  function show([x, y, width, height]) {
    const wide = Math.min(Math.max(width, whole[2] / 16), whole[2]);
    const tall = (wide * whole[3]) / whole[2];
    view = [Math.min(Math.max(x, whole[0]), whole[0] + whole[2] - wide), Math.min(Math.max(y, whole[1]), whole[1] + whole[3] - tall), wide, tall];
    map.setAttribute("viewBox", view.map(Math.round).join(" "));
    map.style.touchAction = wide < whole[2] ? "none" : "";
  }
  function zoom(by, at = [0.5, 0.5]) {
    const [x, y, w, h] = view;
    show([x + w * at[0] * (1 - by), y + h * at[1] * (1 - by), w * by, h * by]);
  }
  const pan = (dx, dy) => show([view[0] + view[2] * dx, view[1] + view[3] * dy, view[2], view[3]]);
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const rect = map.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, [(event.clientX - rect.left) / rect.width, (event.clientY - rect.top) / rect.height]);
  }, { passive: false });
  let from = null;
  map.addEventListener("pointerdown", (event) => {
    from = [event.clientX, event.clientY];
    moved = 0;
  });
  addEventListener("pointerup", () => (from = null));
  map.addEventListener("pointermove", (event) => {
    if (!from || view[2] >= whole[2]) return;
    const rect = map.getBoundingClientRect();
    moved += Math.abs(event.clientX - from[0]) + Math.abs(event.clientY - from[1]);
    pan((from[0] - event.clientX) / rect.width, (from[1] - event.clientY) / rect.height);
    from = [event.clientX, event.clientY];
  });
  const bar = document.createElement("div");
  bar.className = "zoom noprint";
  for (const [sign, by] of [["+", 0.6], ["−", 1 / 0.6]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", sign === "+" ? map.dataset.in : map.dataset.out);
    button.addEventListener("click", () => zoom(by));
    button.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] }[event.key];
      if (to) pan(...to);
      else if (event.key === "+") zoom(0.6);
      else if (event.key === "-") zoom(1 / 0.6);
      else return;
      event.preventDefault();
    });
    bar.append(button);
  }
  box.append(bar);
  // The choice of a model stands in the address.
  box.addEventListener("change", (event) => {
    if (event.target.name !== "shown") return;
    const asked = new URLSearchParams(location.search);
    if (event.target.value) asked.set("model", event.target.value);
    else asked.delete("model");
    history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
  });
  const chosen = new URLSearchParams(location.search).get("model");
  if (chosen) box.querySelector(`[name=shown][value="${CSS.escape(chosen)}"]`)?.click();
}

if (scrubber && map) start();

async function start() {
  const range = scrubber.querySelector("input");
  const output = scrubber.querySelector("output");
  const button = scrubber.querySelector("[data-play]");
  const says = document.querySelector("[data-map-day]");
  const language = root.lang === "es" ? "es-US" : "en-US";
  const short = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const data = await load(scrubber.dataset.periods, "json");
  const first = Date.parse(data.from);
  const last = Date.parse(data.to);
  const dated = (some) => some.map(([model, from, to]) => [model, Date.parse(from), to ? Date.parse(to) : Infinity]);
  const layers = Object.fromEntries(ORDER.map((model) => [model, []]));
  const tracks = [];
  for (const [fips, county] of Object.entries(data.counties)) {
    const all = dated(county.periods);
    for (const model of new Set(all.map(([model]) => model))) {
      const nodes = county.shapes.map((shape) => use(`#c${shape}`, model));
      layers[model].push(...nodes);
      tracks.push({ fips, nodes, periods: all.filter(([of]) => of === model), on: null });
    }
  }
  const dots = data.dots.map(([x, y, r, periods]) => ({ node: circle(x, y, r), periods: dated(periods), now: null }));
  const fills = map.querySelector("[data-fills]");
  const hatch = fills.querySelector(".hatch");
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", "dots");
  group.append(...dots.map((dot) => dot.node));
  fills.replaceChildren(...ORDER.flatMap((model) => layers[model]), hatch, group);
  range.max = Math.round((last - first) / DAY);
  range.value = range.max;
  scrubber.hidden = false;

  function use(shape, model) {
    const node = document.createElementNS(SVG, "use");
    node.setAttribute("href", `${map.dataset.file}${shape}`);
    node.setAttribute("class", model.toLowerCase());
    return node;
  }

  function circle(x, y, r) {
    const node = document.createElementNS(SVG, "circle");
    for (const [name, value] of [["cx", x], ["cy", y], ["r", r]]) node.setAttribute(name, value);
    return node;
  }

  const holds = (time) => ([, from, to]) => from <= time && time < to;
  function paint() {
    const time = first + Number(range.value) * DAY;
    const at = holds(time);
    for (const track of tracks) {
      const on = track.periods.some(at);
      if (on === track.on) continue;
      track.on = on;
      for (const node of track.nodes) {
        if (on) node.removeAttribute("visibility");
        else node.setAttribute("visibility", "hidden");
      }
    }
    for (const dot of dots) {
      const held = dot.periods.filter(at).map(([model]) => model);
      const now = ORDER.findLast((model) => held.includes(model))?.toLowerCase() ?? "";
      if (now === dot.now) continue;
      dot.now = now;
      dot.node.setAttribute("class", now);
      if (now) dot.node.removeAttribute("visibility");
      else dot.node.setAttribute("visibility", "hidden");
    }
    hatch?.setAttribute("visibility", time === last ? "visible" : "hidden");
    const n = data.count[countAt(time)][1];
    output.value = short.format(time);
    range.setAttribute("aria-valuetext", long.format(time));
    says.textContent = scrubber.dataset.says.replace("{day}", long.format(time)).replace("{n}", n.toLocaleString("en-US"));
  }

  const starts = data.count.map(([day]) => Date.parse(day));
  function countAt(time) {
    let low = 0;
    for (let high = starts.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // The number, the cards and the table follow: the server says them for the day.
  let latest = 0;
  async function follow() {
    const day = new Date(first + Number(range.value) * DAY).toISOString().slice(0, 10);
    if (root.dataset.static) return;
    const asked = new URLSearchParams(location.search);
    if (Number(range.value) === Number(range.max)) asked.delete("day");
    else asked.set("day", day);
    const address = `${location.pathname}${asked.size ? `?${asked}` : ""}`;
    history.replaceState(null, "", address + location.hash);
    const turn = ++latest;
    const answer = await fetch(address);
    if (!answer.ok || turn !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-follow]")) {
      const fresh = page.querySelector(`[data-follow="${part.dataset.follow}"]`);
      if (fresh) part.replaceChildren(...fresh.childNodes);
    }
    document.dispatchEvent(new Event("tables"));
  }

  let playing = 0;
  const play = button.textContent;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  function stop() {
    if (playing) follow();
    cancelAnimationFrame(playing);
    playing = 0;
    button.textContent = play;
  }
  function advance() {
    if (Number(range.value) >= Number(range.max)) return stop();
    range.value = Number(range.value) + (still.matches ? 30 : 4);
    paint();
    playing = still.matches ? requestAnimationFrame(() => setTimeout(() => playing && advance(), 700)) : requestAnimationFrame(advance);
  }
  button.addEventListener("click", () => {
    if (playing) return stop();
    if (Number(range.value) >= Number(range.max)) range.value = 0;
    button.textContent = button.dataset.pause;
    playing = requestAnimationFrame(advance);
  });
  range.addEventListener("input", () => {
    cancelAnimationFrame(playing);
    playing = 0;
    button.textContent = play;
    paint();
  });
  range.addEventListener("change", follow);
  const asked = new URLSearchParams(location.search).get("day");
  if (asked) range.value = Math.round((Date.parse(asked) - first) / DAY);
  paint();
}
