// Draws the chart of an answer as SVG text; loaded with Vega only when an answer was computed anew.
import { expressionInterpreter } from "vega-interpreter";
import { parse, View } from "vega";
import { compile } from "vega-lite";

const maps = new Map();
const map = (name) => {
  if (!maps.has(name)) {
    const address = new URL(`../data/${name}`, import.meta.url);
    maps.set(
      name,
      fetch(address).then((answer) => answer.json()),
    );
  }
  return maps.get(name);
};

/** The lines of a text, each of at most so many characters where its words allow it. */
const wrapped = (text, most) => {
  const lines = [];
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length && longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
};

/** The picture of rows (objects by column), with the Vega-Lite that `chart.json` has. */
export const draw = async ({ spec, letters }, rows, subtitle, source) => {
  const filled = structuredClone(spec);
  const foot = filled.vconcat[0].title;
  filled.data = { values: rows };
  if (subtitle) filled.title.subtitle = wrapped(subtitle, letters);
  foot.text = wrapped([foot.text].flat().join(" ").replace("{source}", () => source), letters + 20);
  for (const name of Object.keys(filled.datasets)) filled.datasets[name] = await map(name);
  // no code is made from text: the policy of the page forbids it
  const runtime = parse(compile(filled).spec, undefined, { ast: true });
  const view = new View(runtime, { renderer: "none", expr: expressionInterpreter });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
};
