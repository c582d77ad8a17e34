// Opens the dataset in DuckDB-Wasm and asks it; loaded only when somebody runs something.
import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import worker from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js";
import wasm from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm";
import { DataType } from "apache-arrow";

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
  await database.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
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
  return { connection, about: described.about };
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
export const about = async () => (await open()).about;

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

const plain = (table) => {
  const { fields } = table.schema;
  const columns = fields.map((_, place) => table.getChildAt(place));
  const rows = Array.from({ length: table.numRows }, (_, row) =>
    fields.map(({ type }, place) => value(columns[place].get(row), type)),
  );
  return { columns: fields.map(({ name, type }) => ({ name, type: String(type) })), rows };
};

/** A value as text, number, boolean or null: days as ISO 8601, all else as the text of JSON. */
const value = (found, type) => {
  if (found === null || found === undefined) return null;
  if (DataType.isDate(type)) return new Date(found).toISOString().slice(0, 10);
  if (DataType.isTimestamp(type)) return new Date(found).toISOString();
  if (typeof found === "bigint") return Number(found);
  if (typeof found !== "object") return found;
  return JSON.stringify(found, (_, part) => (typeof part === "bigint" ? Number(part) : part));
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
