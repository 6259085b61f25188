// The start page: how far the reader is, where to go on, and the record as a file.

import { byId, chooseFile, download, h } from "./dom.js";
import { notice } from "./notices.js";
import { add, isRecord, onRecord, record } from "./record.js";

const meter = (done, all, words) => [
  h("progress", { value: done, max: all, "aria-hidden": "true" }),
  ` ${done} of ${all} ${words}`,
];

function draw() {
  const { predictions, checks } = record();
  let next = null;
  for (const row of document.querySelectorAll("[data-predictions]")) {
    const asked = JSON.parse(row.dataset.predictions);
    const posed = JSON.parse(row.dataset.checks);
    const made = asked.filter((name) => name in predictions).length;
    const solved = posed.filter((name) => checks[name]?.solved).length;
    row.querySelector(".made").replaceChildren(...meter(made, asked.length, "predicted"));
    row.querySelector(".solved").replaceChildren(...meter(solved, posed.length, "solved"));
    const [lesson, exercise] = row.querySelectorAll("a");
    next ??= made < asked.length ? lesson : solved < posed.length ? exercise : null;
  }
  byId("next").replaceChildren(
    ...(next
      ? ["Go on with ", h("a", { href: next.getAttribute("href") }, next.dataset.words), "."]
      : ["You have predicted everything and solved everything. Well done."]),
  );
}

export function startStart() {
  draw();
  onRecord(draw);
  byId("export").addEventListener("click", () =>
    download("progress.json", JSON.stringify(record(), null, 1), "application/json"),
  );
  byId("import").addEventListener("click", async () => {
    const { name, text } = await chooseFile(".json,application/json", 5_000_000);
    let other = null;
    try {
      other = JSON.parse(text ?? "");
    } catch {
      /* said below */
    }
    if (!isRecord(other)) {
      notice(`“${name}” is not a progress file of the course. Nothing was changed.`);
      return;
    }
    add(other);
    notice(`Your progress from “${name}” was joined with what was here.`);
  });
}
