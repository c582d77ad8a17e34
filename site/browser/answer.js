// Puts an answer that was computed anew in the place of the one the page was built with.
import { said, source } from "./question.js";
import { body, counted } from "./rows.js";

/** Says in one line how far the work is, or what is wrong. */
export const tell = (text, isError = false) => {
  const line = document.querySelector("#told");
  line.textContent = text;
  line.classList.toggle("error", isError);
};

/** Shows the first rows; the number of all of them where the page says it. */
export const table = ({ columns, rows, links }) => {
  const found = document.querySelector("#rows");
  const most = Number(found.dataset.shown);
  const home = new URL(found.dataset.home, document.baseURI);
  const pages = Object.entries(links).map(([name, part]) => [name, new URL(`${part}/`, home)]);
  found.tBodies[0].replaceWith(body(columns, rows, most, Object.fromEntries(pages)));
  const line = document.querySelector("#counted");
  if (line) line.textContent = counted(rows.length, most);
};

/** Draws the chart with the rows of the answer; returns it as SVG text, or null without rows. */
export const picture = async (home, answer) => {
  const figure = document.querySelector("#picture");
  figure.hidden = !answer.rows.length;
  if (figure.hidden) return null;
  const [{ draw }, specs] = await Promise.all([
    import("./chart.js"),
    fetch(new URL("chart.json", home)).then((found) => found.json()),
  ]);
  const names = answer.columns.map(({ name }) => name);
  const rows = answer.rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
  const parts = [rows, said(answer.params), source(answer)];
  const wide = await draw(specs.wide, ...parts);
  show(figure, "img", "src", wide);
  show(figure, "source", "srcset", await draw(specs.narrow, ...parts));
  return wide;
};

const show = (figure, element, attribute, svg) => {
  const address = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  figure.querySelector(element).setAttribute(attribute, address);
};
