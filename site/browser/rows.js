// Rows as a reader sees them and takes them away: a table, CSV and JSON, as the site is built with.

/** Whether a type of SQL or of Arrow is one of numbers. */
export const isNumber = (type) => /^(BIGINT|INTEGER|DOUBLE|U?int\d+|Float\d+)$/iu.test(type);

/** A value as text for people: a fraction with at most four decimals. */
export const shown = (value) =>
  typeof value === "number" && !Number.isInteger(value)
    ? value.toFixed(4).replace(/\.?0+$/u, "")
    : String(value);

/** The body of a table with the first rows; what a cell holds is text, never markup.
 *
 * `links` has the address of the pages of a column, by its name.
 */
export const body = (columns, rows, most, links = {}) => {
  const made = document.createElement("tbody");
  for (const row of rows.slice(0, most)) {
    const line = made.insertRow();
    row.forEach((value, place) => {
      const cell = line.insertCell();
      const { name, type } = columns[place];
      if (isNumber(type)) cell.className = "number";
      const home = Object.hasOwn(links, name) && links[name];
      cell.append(value === null ? unknown() : home ? link(home, value) : shown(value));
    });
  }
  return made;
};

const link = (home, value) => {
  const made = document.createElement("a");
  made.href = new URL(`${encodeURIComponent(value)}/`, home);
  made.textContent = value;
  return made;
};

const unknown = () => {
  const made = document.createElement("i");
  made.className = "null";
  made.textContent = "NULL";
  return made;
};

/** How many rows there are, and how many of them are shown. */
export const counted = (number, most) => {
  const rows = `${number.toLocaleString("en")} ${number === 1 ? "row" : "rows"}`;
  return number > most ? `${rows}; the first ${most} are shown.` : `${rows}.`;
};

/** The rows as CSV below lines that begin with #: NULL is an empty cell. */
export const csv = (head, names, rows) => {
  const lines = head.map((line) => `# ${line.trim().replace(/\s+/gu, " ")}`);
  lines.push(names.map(cell).join(","), ...rows.map((row) => row.map(cell).join(",") || '""'));
  return `${lines.join("\n")}\n`;
};

const cell = (value) => {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One object of JSON that ends with the rows, a line for each. */
export const json = (head, names, rows) => {
  const start = JSON.stringify({ ...head, rows: [] }, null, 2).slice(0, -"[]\n}".length);
  const lines = rows.map((row) =>
    JSON.stringify(Object.fromEntries(names.map((name, place) => [name, row[place]]))),
  );
  return `${start}[\n${lines.join(",\n")}\n]\n}\n`;
};
