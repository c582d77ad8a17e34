// Runs the SQL of a reader: result as table, chart and CSV, and a link that carries the query.
import { body, counted, csv, isNumber } from "./rows.js";
import { tell } from "./answer.js";

const MOST_ROWS = 100_000;
const at = (id) => document.querySelector(`#${id}`);
const sql = at("sql");
const home = new URL("./", document.baseURI.split(/[?#]/u)[0]);

const link = () => new URL(`#sql=${encodeURIComponent(sql.value)}`, home).href;
const linked = () => new URLSearchParams(location.hash.slice(1)).get("sql");

const header = (columns) => {
  const line = at("rows").tHead.rows[0];
  const cells = columns.map(({ name, type }) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.className = isNumber(type) ? "number" : "";
    cell.textContent = name;
    return cell;
  });
  line.replaceChildren(...cells);
};

const show = ({ columns, rows }) => {
  header(columns);
  at("rows").tBodies[0].replaceWith(body(columns, rows, Number(at("rows").dataset.shown)));
  at("result").hidden = false;
};

const download = ({ columns, rows }, about, query) => {
  const head = [`Query: ${query}`, `Source: ${about.source}`, `Cite as: ${about.citation}`];
  const names = columns.map(({ name }) => name);
  if (at("csv").href) URL.revokeObjectURL(at("csv").href);
  at("csv").href = URL.createObjectURL(new Blob([csv(head, names, rows)], { type: "text/csv" }));
};

/** What a chart of the result shows: a column of text, days or years against the first number. */
const drawable = ({ columns, rows }) => {
  const isDay = ({ type }) => type.startsWith("Date") || type.startsWith("Timestamp");
  const label = columns.findIndex(
    (column) => column.type === "Utf8" || isDay(column) || /year/u.test(column.name),
  );
  const number = columns.findIndex(({ type }, place) => place !== label && isNumber(type));
  if (label < 0 || number < 0 || rows.length < 2) return null;
  const kind = isDay(columns[label]) ? "day" : columns[label].type === "Utf8" ? "text" : "year";
  const isClear = kind === "day" || new Set(rows.map((row) => row[label])).size === rows.length;
  return isClear && rows.length <= (kind === "text" ? 60 : 200) ? { kind, label, number } : null;
};

const picture = async (result, about) => {
  const found = drawable(result);
  at("picture").hidden = true;
  if (!found) return;
  const [{ draw }, charts] = await Promise.all([
    import("./chart.js"),
    fetch(new URL("charts.json", home)).then((answer) => answer.json()),
  ]);
  const { wide, narrow } = charts[found.kind];
  const chosen = window.innerWidth > 600 ? wide : narrow;
  const names = { label: result.columns[found.label].name, number: result.columns[found.number].name };
  const filled = JSON.parse(
    JSON.stringify(chosen).replace(/"\{(label|number)\}"/gu, (_, part) => JSON.stringify(names[part])),
  );
  filled.spec.title.text = `${names.number} by ${names.label}`;
  const rows = result.rows.map((row) => ({
    label: row[found.label] ?? "NULL",
    number: row[found.number],
  }));
  const svg = await draw(filled, rows, "", about.source);
  const image = at("picture").querySelector("img");
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  image.alt = `${filled.spec.title.text}: the chart of the table above.`;
  at("picture").hidden = false;
};

let engine;
let isStopped;
const run = async () => {
  const query = sql.value.trim();
  if (!query) return tell("Write a SELECT first.", true);
  at("run").disabled = true;
  at("stop").hidden = false;
  isStopped = false;
  tell("Loading the database engine and computing …");
  history.replaceState(null, "", link());
  try {
    engine ??= await import("./engine.js");
    await engine.functions(query);
    if (isStopped) throw new Error("Stopped.");
    const began = performance.now();
    const result = await engine.select(query, MOST_ROWS);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const about = await engine.about();
    show(result);
    download(result, about, query);
    await picture(result, about);
    const number = counted(result.rows.length, Number(at("rows").dataset.shown));
    const more = result.isCut ? " There are more: add a limit, or count." : "";
    tell(`${number}${more} Computed in ${seconds} s.`);
  } catch (error) {
    at("result").hidden = true;
    tell(isStopped ? "Stopped." : error.message, true);
  } finally {
    at("run").disabled = false;
    at("stop").hidden = true;
  }
};

const put = (text) => {
  sql.value = text;
  sql.rows = Math.max(8, text.split("\n").length + 1);
};

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
sql.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !at("run").disabled) run();
});
at("stop").addEventListener("click", () => {
  isStopped = true;
  engine?.stop();
});
at("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(link());
  tell("The link is copied.");
});
for (const button of document.querySelectorAll(".try")) {
  button.addEventListener("click", () => {
    put(button.dataset.sql ?? button.closest("li").querySelector("code").textContent);
    sql.scrollIntoView({ block: "center" });
    run();
  });
}
for (const button of document.querySelectorAll("main button")) button.disabled = false;
const open = () => {
  const given = linked();
  if (given === null) return;
  put(given);
  run();
};
window.addEventListener("hashchange", open);
open();
