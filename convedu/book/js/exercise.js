// An exercise: answers that are kept, checked, saved as a notebook and read from one.

import { cellOf, cells, LONGEST, run, solve } from "./cells.js";
import { byId, chooseFile, download, h } from "./dom.js";
import { answersIn, filled } from "./notebook.js";
import { notice } from "./notices.js";
import { onRecord, record } from "./record.js";
import { keep, onOtherTab, read } from "./storage.js";

const LARGEST_FILE = 20_000_000;
const OTHER_TAB = "This exercise is open in another tab, too, and the texts differ. Which one shall stand here?";

export async function startExercise(name) {
  const key = `convedu.answers.${name}`;
  const template = JSON.parse(byId("notebook").textContent);
  const answers = cells.filter(({ element }) => element.matches(".answer"));
  const kept = () => read(key, { cells: {} });
  const known = new Map(); // what the storage held when this tab last looked
  let unsaved = false;

  const keepAll = () => {
    const mine = answers.filter(({ id, text }) => text !== known.get(id) && text.length <= LONGEST);
    if (!mine.length) return;
    const all = kept();
    for (const { id, text } of mine) {
      all.cells[id] = text;
      known.set(id, text);
    }
    if (!keep(key, all)) unsaved = true;
  };
  let timer = 0;
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keepAll, 300);
  };

  const saved = kept();
  for (const cell of answers) {
    cell.text = saved.cells[cell.id] ?? cell.original;
    known.set(cell.id, cell.text);
    cell.changed = () => {
      if (cell.text.length > LONGEST) {
        unsaved = true;
        notice("This text is too long to be kept by the browser. Save it as a notebook.");
      }
      keepSoon();
    };
    addTools(cell);
  }
  addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", keepAll);
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  onOtherTab(key, () => {
    const theirs = kept().cells;
    const differ = answers.filter(({ id, text }) => id in theirs && theirs[id] !== text);
    const take = (list) => {
      for (const cell of list) {
        known.set(cell.id, theirs[cell.id]);
        cell.text = theirs[cell.id];
      }
    };
    const edited = differ.filter(({ id, text }) => text !== known.get(id));
    take(differ.filter((cell) => !edited.includes(cell)));
    if (edited.length) {
      clearTimeout(timer);
      notice(OTHER_TAB, { label: "The other tab's", act: () => take(edited) }, { label: "This tab's", act: keepAll });
    }
  });

  byId("run-all").addEventListener("click", () =>
    run(...cells.filter(({ element }) => element.matches(".answer, .check"))),
  );
  byId("save").addEventListener("click", () => {
    const notebook = filled(kept().base ?? template, new Map(answers.map(({ id, text }) => [id, text])));
    download(`${name}.ipynb`, `${JSON.stringify(notebook, null, 1)}\n`, "application/x-ipynb+json");
    unsaved = false;
  });
  byId("open").addEventListener("click", async () => open(await chooseFile(".ipynb,application/json", LARGEST_FILE)));
  byId("print").addEventListener("click", () => print());

  function open({ name: file, text }) {
    if (text === null) {
      notice(`“${file}” is larger than 20 MB: this is no exercise. Nothing was changed.`);
      return;
    }
    let found;
    try {
      found = answersIn(JSON.parse(text), template);
    } catch {
      notice(`“${file}” is not a notebook, or a damaged one. Nothing was changed.`);
      return;
    }
    if (!found.answers.size) {
      notice(`“${file}” holds no answer to this exercise. Nothing was changed.`);
      return;
    }
    const before = { stored: kept(), texts: new Map(answers.map((cell) => [cell, cell.text])) };
    keep(key, { ...kept(), base: found.base });
    for (const [id, answer] of found.answers) cellOf(id).text = answer;
    keepAll();
    const missing = answers.length - found.answers.size;
    notice(
      `${found.answers.size} answers were read from “${file}”.` +
        (missing ? ` ${missing} were not in it: they stand as they were.` : "") +
        (found.base || !found.others
          ? ""
          : ` ${found.others} other cells of the file are not kept here: keep the file.`),
      {
        label: "Undo",
        act: () => {
          keep(key, before.stored);
          for (const [cell, old] of before.texts) cell.text = old;
          keepAll();
        },
      },
    );
  }

  for (const cell of answers) await cell.edit(cell.element.dataset.label, () => runAndCheck(cell));
  document.documentElement.dataset.ready = "";
}

function runAndCheck(cell) {
  const check = checkOf(cell);
  return run(cell, ...(check ? [check] : []));
}

const checkOf = (cell) => cellOf(cell.element.dataset.check);

function addTools(cell) {
  const check = checkOf(cell);
  const button = (label, act, kind) => h("button", { type: "button", class: kind, onclick: act }, label);
  const tools = h("div", { class: "tools" });
  if (check) tools.append(button("Run and check", () => runAndCheck(cell), "main"));
  tools.append(
    button("Run", () => run(cell), ""),
    button(
      "Reset",
      () => {
        cell.text = cell.original;
        cell.changed();
      },
      "",
    ),
  );
  cell.source.after(tools);
  if (!check) return;
  const solution = button("Show a solution", () => solve(check), "");
  const solved = h("span", { class: "solved" });
  tools.append(solution, solved);
  const update = () => {
    const entry = record().checks[check.element.dataset.posed];
    solution.hidden = !entry?.attempts;
    solved.textContent = entry?.solved ? "✓ Solved" : "";
  };
  onRecord(update);
  update();
}

// An editor draws only the lines in sight: on paper the text stands in full.
addEventListener("beforeprint", () => {
  for (const { editor, source, text } of cells) if (editor) source.append(h("pre", { class: "on-paper" }, text));
});
addEventListener("afterprint", () => document.querySelectorAll(".on-paper").forEach((copy) => copy.remove()));
