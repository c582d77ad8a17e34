// A question of the site: what it is asked with, its answer, and the lines that give the same.

const quotes = (value) => JSON.stringify(value);
const shell = (value) =>
  /^[\w@%+=:,./-]+$/u.test(value) ? value : `'${value.replaceAll("'", `'"'"'`)}'`;

/** What `question.json` of a folder says. */
export const load = async (home) => (await fetch(new URL("question.json", home))).json();

/** The values of all parameters from what is given, which leaves out what has its default. */
export const complete = (question, given) =>
  Object.fromEntries(question.params.map(({ name, value }) => [name, given[name] ?? value]));

/** A value as its parameter has it, from text; undefined where that is the default or nothing. */
export const typed = ({ type, value }, text) => {
  if (text === "" || text === null) return undefined;
  const found =
    type === "BOOLEAN" ? text === "true" : /^(BIGINT|DOUBLE)$/u.test(type) ? Number(text) : text;
  return found === value ? undefined : found;
};

/** What is given by a query string such as `?as_of=2025-12-31`. */
export const linked = (question, search) => {
  const given = new URLSearchParams(search);
  const pairs = question.params.map((param) => [param.name, typed(param, given.get(param.name))]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
};

/** The answer: columns as the question promises them, rows, and what is said of the dataset. */
export const ask = async (question, given) => {
  const engine = await import("./engine.js");
  const params = complete(question, given);
  for (const { name, known } of question.params) {
    if (known && name in given) await check(engine, name, known, given[name]);
  }
  const { rows } = await engine.query(question.sql, Object.values(params));
  const { described, links } = question;
  return { columns: described.columns, rows, params, links, about: await engine.about() };
};

const check = async (engine, name, known, value) => {
  const { rows } = await engine.query(known, [String(value)]);
  if (!rows.length) throw new Error(`There is no ${name} ${quotes(value)}.`);
};

/** The parameters that say something, as below pictures: `subject arms-control; as of 2025-12-31`. */
export const said = (params) =>
  Object.entries(params)
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => name.replaceAll("_", " ") + (value === true ? "" : ` ${value}`))
    .join("; ");

/** Title, version and licence of the data, and their day. */
export const source = ({ about, params }) =>
  params.as_of ? about.source_as_of.replace("{as_of}", () => params.as_of) : about.source;

/** The lines of Python that give the same answer. */
export const python = (question, given) => {
  const words = Object.entries(given).map(
    ([name, value]) =>
      `${name}=${typeof value === "boolean" ? (value ? "True" : "False") : quotes(value)}`,
  );
  return `import pactexit\n\nanswer = pactexit.${question.described.question}(${words.join(", ")})`;
};

/** The command that gives the same answer. */
export const command = (question, given) => {
  const words = Object.entries(given).map(
    ([name, value]) => `--${name.replaceAll("_", "-")} ${shell(String(value))}`,
  );
  return ["pactexit query", question.described.question, ...words].join(" ");
};
