// What every page has: theme, contents, search, figures, code to open and run.

import { cells, linkFor, run } from "./cells.js";
import { byId, h } from "./dom.js";
import { startExercise } from "./exercise.js";
import { Model, show, stored, whenNear } from "./figures.js";
import { drawVeils, followLink, showPrediction } from "./predictions.js";
import { startSearch } from "./search.js";
import { startStart } from "./start.js";

const root = document.documentElement;

function startTheme() {
  const choice = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    root.dataset.jpThemeLight = String(choice.value === "system" ? !system.matches : choice.value === "light");
  };
  try {
    choice.value = localStorage.getItem("convedu.theme") ?? "system";
  } catch {
    /* for this page only */
  }
  choice.addEventListener("change", () => {
    apply();
    try {
      if (choice.value === "system") localStorage.removeItem("convedu.theme");
      else localStorage.setItem("convedu.theme", choice.value);
    } catch {
      /* for this page only */
    }
  });
  system.addEventListener("change", apply);
}

function startContents() {
  const button = byId("menu");
  const toggle = (open) => {
    root.toggleAttribute("data-menu", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => toggle(button.getAttribute("aria-expanded") !== "true"));
  byId("contents").addEventListener("click", (event) => {
    if (event.target.closest("a")) toggle(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle(false);
  });
}

async function showFigure(element) {
  const cell = cells.find((each) => each.element === element);
  const data = JSON.parse(element.querySelector("script[type='application/json']").textContent);
  const { moduleText, state } = await stored(data);
  const model = new Model(state, { link: linkFor(cell) });
  cell.remove = await show(cell.outputs, moduleText, model);
  element.dataset.alive = "";
}

/** A lesson's code becomes an editor with its buttons when it is opened. */
function startCode(cell) {
  const details = cell.source.closest("details");
  details?.addEventListener("toggle", async () => {
    if (!details.open || details.dataset.edited !== undefined) return;
    details.dataset.edited = "";
    await cell.edit(details.querySelector("summary").textContent, () => run(cell));
    const button = (label, act, kind) => h("button", { type: "button", class: kind, onclick: act }, label);
    cell.source.after(
      h(
        "div",
        { class: "tools" },
        button("Run", () => run(cell), "main"),
        button(
          "Reset",
          () => {
            cell.text = cell.original;
          },
          "",
        ),
      ),
    );
  });
}

/** What is wider than its place can be scrolled with the keyboard, too. */
function startScrolling() {
  const update = () => {
    for (const element of document.querySelectorAll("pre, .math, .shown, .text table")) {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else if (element.tabIndex === 0) element.removeAttribute("tabindex");
    }
  };
  new ResizeObserver(update).observe(document.body);
  update();
}

startTheme();
startScrolling();
startContents();
startSearch();
drawVeils();
followLink();
addEventListener("hashchange", followLink);
whenNear(document.querySelectorAll("[data-prediction]"), showPrediction);
whenNear(document.querySelectorAll(".figure"), showFigure);
cells.filter(({ element }) => !element.matches(".answer")).forEach(startCode);
if (byId("next")) startStart();
if (root.dataset.exercise) startExercise(root.dataset.exercise);
