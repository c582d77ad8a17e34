// Shows the answer to a question inside another page, computed anew where the link has parameters.
import { ask, linked, load, source } from "./question.js";
import { picture, table, tell } from "./answer.js";

const home = new URL("../", document.baseURI);
const question = await load(home);
const given = linked(question, location.search);
if (Object.keys(given).length) {
  tell("Loading the database engine …");
  try {
    const answer = await ask(question, given);
    document.querySelector("#link").search = location.search;
    document.querySelector("#asked").textContent = source(answer);
    await (document.querySelector("#picture") ? picture(home, answer) : table(answer));
    tell("");
  } catch (error) {
    tell(error.message, true);
  }
}
