// Finds pages by their words, in the page itself. The list of what can be found stands in the page, whole
// without this script; searchindex.js holds a line for each entry: its path, a tab, the words of its text.
(() => {
"use strict";

const MOST = 20; // results shown

const box = document.getElementById("search");
const field = document.getElementById("search-for");
const said = document.getElementById("search-said");
const results = document.getElementById("search-results");
const list = document.getElementById("search-index");

// wordsOf gives the words of a text as the index has them: in lower case, names in one word also in parts.
const wordsOf = (text) =>
  (text + " " + text.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")).toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

// vocabulary has, for each word, the entries that hold it, with the weight of the best place.
const vocabulary = new Map();

function learn(entry, words, weight) {
  for (const word of words) {
    if (!vocabulary.has(word)) vocabulary.set(word, new Map());
    const known = vocabulary.get(word);
    known.set(entry, Math.max(weight, known.get(entry) || 0));
  }
}

const entries = [...list.querySelectorAll("li")];
const texts = (window.countersignWords || "").split("\n").map((line) => line.split("\t"));
for (const entry of entries) {
  const link = entry.querySelector("a");
  const path = link.getAttribute("href").slice(box.dataset.root.length);
  for (const [of, words] of texts) { // a page has the words of its sections
    if (of === path || of.startsWith(path + "#")) learn(entry, words.split(" "), 1);
  }
  learn(entry, wordsOf(entry.textContent), 2);
  learn(entry, wordsOf(path), 3);
  learn(entry, wordsOf(link.textContent), 5);
}

// matching gives the entries that hold a word, or one that it begins, with what that is worth: the rarer, the more.
function matching(word) {
  const found = new Map();
  for (const [known, holders] of vocabulary) {
    if (known !== word && !(word.length > 2 && known.startsWith(word))) continue;
    for (const [entry, weight] of holders) {
      found.set(entry, Math.max(found.get(entry) || 0, known === word ? weight : weight / 2));
    }
  }
  const rarity = Math.log(1 + entries.length / (1 + found.size));
  return [...found].map(([entry, weight]) => [entry, weight * rarity]);
}

// find gives the entries for a query, the best first. Of a few words all must be there; of a pasted
// message, which has values of its own in it, half of them.
function find(query) {
  const words = [...new Set((query.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).slice(0, 100))];
  const scores = new Map();
  for (const word of words) {
    for (const [entry, worth] of matching(word)) {
      const [count, sum] = scores.get(entry) || [0, 0];
      scores.set(entry, [count + 1, sum + worth]);
    }
  }
  const needed = words.length > 3 ? words.length / 2 : words.length;
  return [...scores].filter(([, [count]]) => count >= needed).sort(([, [, a]], [, [, b]]) => b - a).map(([entry]) => entry);
}

function show() {
  const asked = field.value.trim() !== "";
  const found = asked ? find(field.value) : [];
  results.replaceChildren(...found.slice(0, MOST).map((entry) => {
    const copy = entry.cloneNode(true);
    copy.removeAttribute("id");
    return copy;
  }));
  results.hidden = found.length === 0;
  list.hidden = asked;
  said.textContent = !asked ? "" :
    found.length === 0 ? "Nothing found. Fewer words, or the first words of the message, may do." :
    found.length === 1 ? "1 found." :
    found.length <= MOST ? found.length + " found, the best first." :
    found.length + " found; these are the best " + MOST + ".";
}

// step moves the focus by arrow keys: from the field into the results, along them, and back.
function step(event) {
  const stops = [field, ...results.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (at < 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.key === "Enter" && at === 0 && stops[1]) stops[1].click();
  if (stops[to]) {
    event.preventDefault();
    stops[to].focus();
  }
}

field.addEventListener("input", show);
addEventListener("keydown", step);
addEventListener("pageshow", show); // a field that the browser filled again
box.hidden = false;
})();
