// The map: names under the pointer, a click that goes to the county, and a scrubber that repaints by periods of force.
const root = document.documentElement;
const prefix = root.dataset.base + root.dataset.langPath;
const ORDER = ["TFM", "JEM", "WSO"];
const DAY = 86_400_000;
const SVG = "http://www.w3.org/2000/svg";
const map = document.querySelector("[data-map]");
const scrubber = document.querySelector("[data-scrubber]");
let loading;

function periods() {
  loading ??= fetch(`${root.dataset.base}/map/periods.json`).then((answer) => answer.json());
  return loading;
}

function fipsOf(target) {
  return target.closest?.("use[href*='#c']")?.getAttribute("href").split("#c")[1];
}

const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
document.body.append(tip);
let owners;
map?.addEventListener("pointermove", async (event) => {
  const fips = fipsOf(event.target);
  if (!fips) {
    tip.hidden = true;
    return;
  }
  const data = await periods();
  owners ??= new Map(Object.entries(data.counties).flatMap(([key, county]) => county.shapes.map((shape) => [shape, [key, county.name]])));
  tip.textContent = owners.get(fips)?.[1] ?? "";
  tip.hidden = !tip.textContent;
  tip.style.left = `${Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${event.clientY + 14}px`;
});
map?.addEventListener("pointerleave", () => {
  tip.hidden = true;
});
map?.addEventListener("click", async (event) => {
  const fips = fipsOf(event.target);
  if (!fips) return;
  await periods();
  location.href = `${prefix}/county/${owners?.get(fips)?.[0] ?? fips}${root.dataset.static ? "/" : ""}`;
});

if (scrubber && map) start();

async function start() {
  const range = scrubber.querySelector("input");
  const output = scrubber.querySelector("output");
  const button = scrubber.querySelector("[data-play]");
  const says = document.querySelector("[data-map-day]");
  const language = root.lang === "es" ? "es-US" : "en-US";
  const short = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const data = await periods();
  const first = Date.parse(data.from);
  const last = Date.parse(data.to);
  const tracks = Object.values(data.counties).map((county) => ({
    periods: county.periods.map(([model, from, to]) => [model, Date.parse(from), to ? Date.parse(to) : Infinity]),
    nodes: county.shapes.map(draw),
    now: null,
  }));
  map.querySelector("[data-fills]").replaceChildren(...tracks.flatMap((track) => track.nodes));
  range.max = Math.round((last - first) / DAY);
  range.value = range.max;
  scrubber.hidden = false;

  function draw(shape) {
    const node = document.createElementNS(SVG, "use");
    node.setAttribute("href", `${map.dataset.file}#c${shape}`);
    return node;
  }

  function paint() {
    const time = first + Number(range.value) * DAY;
    let colored = 0;
    for (const track of tracks) {
      const models = track.periods.filter(([, from, to]) => from <= time && time < to).map(([model]) => model);
      const now = models.length ? (ORDER.find((model) => models.includes(model)) ?? "OTHER").toLowerCase() : "";
      if (now) colored++;
      if (now === track.now) continue;
      track.now = now;
      for (const node of track.nodes) {
        node.setAttribute("class", now);
        node.setAttribute("visibility", now ? "visible" : "hidden");
      }
    }
    output.value = short.format(time);
    range.setAttribute("aria-valuetext", long.format(time));
    says.textContent = scrubber.dataset.says.replace("{day}", long.format(time)).replace("{n}", colored.toLocaleString("en-US"));
  }

  let playing = 0;
  const play = button.textContent;
  function stop() {
    cancelAnimationFrame(playing);
    playing = 0;
    button.textContent = play;
  }
  function advance() {
    if (Number(range.value) >= Number(range.max)) return stop();
    range.value = Number(range.value) + 4;
    paint();
    playing = requestAnimationFrame(advance);
  }
  button.addEventListener("click", () => {
    if (playing) return stop();
    if (Number(range.value) >= Number(range.max)) range.value = 0;
    button.textContent = button.dataset.pause;
    playing = requestAnimationFrame(advance);
  });
  range.addEventListener("input", () => {
    stop();
    paint();
  });
  const asked = new URLSearchParams(location.search).get("day");
  if (asked) range.value = Math.round((Date.parse(asked) - first) / DAY);
  paint();
}
