// Opens the dataset in DuckDB-Wasm and asks it; loaded only when somebody runs something.
import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import worker from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js";
import wasm from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm";
import { DataType, Table } from "apache-arrow";

const data = new URL("../data/", import.meta.url);
const asset = (path) => new URL(path, import.meta.url).href;

// The page is closed to other hosts, but a worker has a policy of its own: the database itself
// reads nothing any more once the tables are in it, whatever SQL a link brings.
const SEALED = [
  "set autoload_known_extensions = false",
  "set autoinstall_known_extensions = false",
  "set enable_external_access = false",
  "set lock_configuration = true",
];

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
const text = (value) => `'${value.replaceAll("'", "''")}'`;

const fetched = async (path) => {
  const answer = await fetch(new URL(path, data));
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return answer;
};

const started = async () => {
  const database = new AsyncDuckDB(new VoidLogger(), new Worker(asset(worker)));
  await database.instantiate(asset(wasm));
  await database.open({ query: { castDecimalToDouble: true } });
  return database;
};

const load = async (database, connection, name, { file, columns }) => {
  const content = new Uint8Array(await (await fetched(file)).arrayBuffer());
  await database.registerFileBuffer(`${name}.csv`, content);
  const types = Object.entries(columns).map(([column, type]) => `${text(column)}: ${text(type)}`);
  await connection.query(
    `create table ${quoted(name)} as select * from read_csv(${text(`${name}.csv`)}, ` +
      `columns = {${types.join(", ")}}, auto_detect = false, header = true, delim = ',', ` +
      `quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false)`,
  );
  await database.dropFile(`${name}.csv`);
};

const opened = async () => {
  const [database, described] = await Promise.all([
    started(),
    fetched("database.json").then((answer) => answer.json()),
  ]);
  const connection = await database.connect();
  const tables = Object.entries(described.tables);
  await Promise.all(tables.map(([name, table]) => load(database, connection, name, table)));
  for (const [name, sql] of described.views) {
    await connection.query(`create view ${quoted(name)} as ${sql}`);
  }
  for (const setting of SEALED) await connection.query(setting);
  return { connection, described };
};

let engine;
/** The open database, the same for every caller; one that failed to open is tried anew. */
const open = () => {
  engine ??= opened().catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
};

/** What is said of the dataset: version, citation, licence and the line of its source. */
export const about = async () => (await open()).described.about;

/** Columns (name and type) and rows of a SELECT whose parameters are `$1`, `$2` and so on. */
export const query = async (sql, params = []) => {
  const { connection } = await open();
  try {
    const statement = await connection.prepare(sql);
    try {
      return plain(await statement.query(...params));
    } finally {
      await statement.close();
    }
  } catch (error) {
    throw new Error(oneLine(error), { cause: error });
  }
};

/** Rows of SQL that a reader wrote, at most so many: more are cut off, and `isCut` says so. */
export const select = async (sql, most) => {
  const { connection } = await open();
  try {
    let reader = await sent(connection, sql);
    const nested = reader.schema.fields.filter(({ type }) => !isSimple(type));
    if (nested.length) {
      await connection.cancelSent();
      reader = await sent(connection, asText(sql, nested));
    }
    const batches = [];
    let number = 0;
    for await (const batch of reader) {
      batches.push(batch);
      number += batch.numRows;
      if (number > most) break;
    }
    if (number > most) await connection.cancelSent();
    const { columns, rows } = plain(new Table(reader.schema, batches));
    return { columns, rows: rows.slice(0, most), isCut: number > most };
  } catch (error) {
    throw new Error(oneLine(error), { cause: error });
  }
};

/** A reader of the result, which is computed as it is read, with its schema. */
const sent = async (connection, sql) => (await connection.send(sql, true)).open();

const SIMPLE = ["isNull", "isBool", "isInt", "isFloat", "isDecimal", "isUtf8", "isDate", "isTimestamp"];
const isSimple = (type) => SIMPLE.some((is) => DataType[is](type));

/** The same rows with some columns as the text that DuckDB writes: lists, structs, times of day. */
const asText = (sql, fields) => {
  const casts = fields.map(({ name }) => `cast(${quoted(name)} as varchar) as ${quoted(name)}`);
  return `select * replace (${casts.join(", ")}) from (\n${sql.replace(/;\s*$/u, "")}\n)`;
};

/** Ends the `select` that runs. */
export const stop = async () => (await open()).connection.cancelSent();

const made = new Set();
/** Makes the questions that SQL names table functions: `exits_by_partner(subject := 'nuclear')`. */
export const functions = async (sql) => {
  const { connection, described } = await open();
  const { first, names } = described.functions;
  for (const name of names.filter((name) => !made.has(name) && sql.includes(name))) {
    const own = await (await fetched(`functions/${name}.json`)).json();
    for (const statement of made.size ? own : [...first, ...own]) await connection.query(statement);
    made.add(name);
  }
};

const plain = (table) => {
  const { fields } = table.schema;
  const columns = fields.map((_, place) => table.getChildAt(place));
  const rows = Array.from({ length: table.numRows }, (_, row) =>
    fields.map(({ type }, place) => value(columns[place].get(row), type)),
  );
  return { columns: fields.map(({ name, type }) => ({ name, type: String(type) })), rows };
};

/** A value as text, number, boolean or null: days as ISO 8601. */
const value = (found, type) => {
  if (found === null || found === undefined) return null;
  if (DataType.isDate(type)) return new Date(found).toISOString().slice(0, 10);
  if (DataType.isTimestamp(type)) return new Date(found).toISOString();
  if (typeof found !== "bigint") return found;
  return Number.isSafeInteger(Number(found)) ? Number(found) : String(found);
};

/** What DuckDB says, without the lines that point into the SQL. */
const oneLine = (error) => {
  let said = String(error?.message ?? error);
  if (said.startsWith("{")) {
    const { exception_type: type, exception_message: message } = JSON.parse(said);
    said = `${type} Error: ${message}`;
  }
  return said
    .split(/\n\s*LINE \d+:/u)[0]
    .replace(/\s+/gu, " ")
    .trim();
};
