// Finds pages by what is typed: by the beginnings of words, and where they are misspelt.
import MiniSearch from "minisearch";

const SHOWN = 50;
const form = document.getElementById("search");
const field = document.getElementById("query");
const count = document.getElementById("count");
const results = document.getElementById("results");

// letters that are no letter with a mark
const PLAIN = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

// ё is found by е, é by e
const folded = (word) =>
  word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[øłđðþßæœı]/g, (letter) => PLAIN[letter]);

const search = new MiniSearch({
  fields: ["title", "names", "id", "kind", "text"],
  storeFields: ["kind", "title", "text"],
  processTerm: folded,
  searchOptions: {
    combineWith: "AND",
    boost: { title: 4, names: 3, id: 2 },
    // sources are more than all else, and quote the names of the others
    boostDocument: (id) => ({ countries: 2, sources: 0.2 })[id.split("/")[0]] ?? 1,
    prefix: true,
    weights: { prefix: 0.4, fuzzy: 0.1 },
    // another number is another thing
    fuzzy: (word) => (/\d/.test(word) || word.length < 4 ? false : 0.25),
  },
});

function show(query) {
  const found = query.trim() ? search.search(query) : [];
  results.replaceChildren(...found.slice(0, SHOWN).map(shown));
  const more = found.length > SHOWN ? `, of which the first ${SHOWN} are shown` : "";
  const number = `${found.length} ${found.length === 1 ? "page" : "pages"}${more}.`;
  count.textContent = found.length ? number : query.trim() && "Nothing is found.";
}

function shown({ id, kind, title, text }) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: form.dataset.root + id, textContent: title });
  const said = Object.assign(document.createElement("span"), { className: "quiet", textContent: `${kind}. ${text}` });
  item.append(link, document.createElement("br"), said);
  return item;
}

// the arrows lead from the field through the results and back
function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...results.querySelectorAll("a")];
  const here = stops.indexOf(document.activeElement);
  const next = stops[here + step];
  if (step && here >= 0 && next) {
    event.preventDefault();
    next.focus();
  }
}

function ask() {
  const address = new URL(location.href);
  address.search = field.value ? `?${new URLSearchParams({ q: field.value })}` : "";
  history.replaceState(null, "", address);
  show(field.value);
}

const entries = await (await fetch(form.dataset.entries)).json();
search.addAll(entries.map(([id, kind, title, text, names]) => ({ id, kind, title, text, names })));
form.hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
field.focus();
show(field.value);
field.addEventListener("input", ask);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
document.addEventListener("keydown", move);
