// Adds to a long table a field that filters its rows by text, and a choice of one group of them.

for (const table of document.querySelectorAll("table[data-filter]")) {
  const rows = [...table.tBodies[0].rows].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
    group: row.dataset.group,
  }));
  const groups = [...new Set(rows.map(({ group }) => group).filter(Boolean))].sort();

  const text = document.createElement("input");
  text.type = "search";
  const choice = document.createElement("select");
  choice.append(new Option("all", ""), ...groups.map((group) => new Option(group)));
  const shown = document.createElement("output");

  const show = () => {
    const words = text.value.toLowerCase().split(/\s+/);
    let count = 0;
    for (const { row, text: content, group } of rows) {
      const fits = words.every((word) => content.includes(word)) && (!choice.value || choice.value === group);
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} of ${rows.length} ${table.dataset.filter}`;
  };

  const form = document.createElement("form");
  form.className = "filter";
  form.append(labelled("Filter", text));
  if (groups.length > 1) {
    form.append(labelled(table.dataset.group, choice));
  }
  form.append(shown);
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  table.before(form);
  show();
}

function labelled(name, field) {
  const label = document.createElement("label");
  label.append(`${name} `, field);
  return label;
}
