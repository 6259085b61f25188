// Search: every word must occur in a passage; those with the words in their title come first.

import { byId, h } from "./dom.js";
import { value } from "./files.js";
import { notice } from "./notices.js";

const MOST = 8;

export function startSearch() {
  const field = byId("find");
  const list = byId("found");
  let passages = null;

  async function update() {
    passages ??= value("search").then((all) =>
      all.map(([address, title, text]) => ({ address, title, text, low: `${title} ${text}`.toLowerCase() })),
    );
    let all;
    try {
      all = await passages;
    } catch (error) {
      passages = null;
      notice(error.message);
      return;
    }
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rank = ({ title, low }) =>
      words.reduce((sum, word) => sum + (title.toLowerCase().includes(word) ? 5 : 0) + low.split(word).length - 1, 0);
    const hits = words.length ? all.filter(({ low }) => words.every((word) => low.includes(word))) : [];
    hits.sort((a, b) => rank(b) - rank(a));
    list.hidden = !words.length;
    list.replaceChildren(
      ...(hits.length ? hits.slice(0, MOST).map((hit) => item(hit, words[0])) : [h("li", {}, "Nothing found.")]),
    );
  }

  const close = () => {
    field.value = "";
    list.hidden = true;
  };
  field.addEventListener("input", update);
  list.addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const writing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      field.focus();
    }
    if (event.key === "Escape" && byId("search").contains(target)) {
      close();
      field.focus();
    }
  });
}

function item({ address, title, text }, word) {
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  const piece = `${at ? "…" : ""}${text.slice(at, at + 110)}…`;
  return h("li", {}, h("a", { href: address }, h("strong", {}, title), h("span", {}, piece)));
}
