// Computes a question anew with the parameters of its form.
import { picture, table, tell } from "./answer.js";
import { ask, command, complete, linked, load, python, said, source, typed } from "./question.js";
import { csv, json } from "./rows.js";

const at = (id) => document.querySelector(`#${id}`);
const form = at("ask");
const home = new URL("./", document.baseURI.split(/[?#]/u)[0]);
const question = await load(home);

/** What the form gives, without what has its default. */
const given = () => {
  const pairs = question.params.map((param) => {
    const input = form.elements[param.name];
    return [param.name, typed(param, input.type === "checkbox" ? `${input.checked}` : input.value)];
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
};

/** Puts values into the form; returns the name of one that it does not take. */
const fill = (values) =>
  Object.entries(values).find(([name, value]) => {
    const input = form.elements[name];
    if (input.type === "checkbox") input.checked = value;
    else input.value = String(value);
    return input.type !== "checkbox" && input.value !== String(value);
  })?.[0];

/** The lines and links that give the same follow the form. */
const follow = () => {
  const values = given();
  const search = new URLSearchParams(values).toString();
  const link = new URL(search && `?${search}`, home);
  const embed = new URL("embed/", home);
  embed.search = search;
  at("python").textContent = python(question, values);
  at("command").textContent = command(question, values);
  at("link").href = link.href;
  const title = question.described.title.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  at("embed").textContent =
    `<iframe src="${embed.href.replaceAll("&", "&amp;")}" title="${title}" ` +
    `width="100%" height="${at("embed").dataset.height}" loading="lazy"></iframe>`;
};

const take = (id, text, kind) => {
  const link = at(id);
  if (link.href.startsWith("blob:")) URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([text], { type: kind }));
};

const downloads = (answer) => {
  const { about, columns, params, rows } = answer;
  const names = columns.map(({ name }) => name);
  const { described } = question;
  const { version, created, licence, citation } = about;
  const head = [
    `${described.title} (${described.question})`,
    `Parameters: ${said(params) || "as they stand when left out"}`,
    `Source: ${source(answer)}`,
    `Cite as: ${about.citation}`,
  ];
  take("csv", csv(head, names, rows), "text/csv");
  take("json", json({ ...described, parameters: params, version, created, licence, citation }, names, rows), "application/json");
};

/** The source, and what was asked with; the day stands in the source already. */
const caption = (answer) => {
  const { as_of: day, ...others } = answer.params;
  const words = said(others);
  return `${source(answer)}.${words && ` Asked with ${words}.`}`;
};

/** Whether the chart is another than that of the build. */
let isDrawn = false;

/** Says what is wrong where it is seen: else the answer is taken for what a link asked. */
const refuse = (text) => {
  tell(text, true);
  const show = () => at("told").scrollIntoView({ block: "nearest" });
  // the picture moves what is below it
  if (document.readyState === "complete") show();
  else addEventListener("load", show);
};

const run = async () => {
  const values = given();
  at("run").disabled = true;
  tell("Loading the database engine and computing …");
  try {
    const began = performance.now();
    const answer = await ask(question, values);
    table(answer);
    at("asked").textContent = caption(answer);
    downloads(answer);
    history.replaceState(null, "", at("link").href);
    isDrawn ||= Object.keys(values).length > 0;
    if (at("picture") && isDrawn) {
      const svg = await picture(home, answer);
      if (svg) take("svg", svg, "image/svg+xml");
    }
    const seconds = (performance.now() - began) / 1000;
    tell(`Computed in your browser in ${seconds.toFixed(1)} s.`);
  } catch (error) {
    refuse(error.message);
  } finally {
    at("run").disabled = false;
  }
};

/** The suggestions of an input come when it is first used. */
const suggest = async ({ target: input }) => {
  const pairs = await (await fetch(input.dataset.choices)).json();
  input.list.append(...pairs.map(([value, name]) => new Option(name, value)));
};

form.addEventListener("input", follow);
form.addEventListener("reset", () => setTimeout(follow));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
for (const input of form.querySelectorAll("[data-choices]")) {
  input.addEventListener("focus", suggest, { once: true });
}
at("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(at("link").href);
  tell("The link is copied.");
});
for (const button of document.querySelectorAll("main button")) button.disabled = false;

const wanted = linked(question, location.search);
const refused = fill(wanted);
follow();
if (refused) refuse(`There is no ${refused} ${JSON.stringify(wanted[refused])}.`);
else if (Object.keys(wanted).length) run();
