// Notebooks as JSON: finding the answers in one, and filling them into one.

const text = (source) => (Array.isArray(source) ? source.join("") : String(source ?? ""));
const isAnswer = (cell) => (cell.metadata?.tags ?? []).includes("answer");
const gradeId = (cell) => cell.metadata?.nbgrader?.grade_id;
const functionIn = (cell) => text(cell.source).match(/^def (\w+)/m)?.[1];

/** Return the answers in a notebook by the ids of `template`: found by id, grade_id, or function. */
export function answersIn(notebook, template) {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const answers = new Map();
  for (const wanted of template.cells.filter(isAnswer)) {
    const found =
      code.find((cell) => cell.id === wanted.id) ??
      code.find((cell) => gradeId(cell) !== undefined && gradeId(cell) === gradeId(wanted)) ??
      code.find((cell) => functionIn(cell) !== undefined && functionIn(cell) === functionIn(wanted));
    if (found) answers.set(wanted.id, text(found.source));
  }
  // What a learner has added comes back when it is saved, if the cells can be told apart.
  const ids = new Set(notebook.cells.map((cell) => cell.id));
  const whole = template.cells.every((cell) => ids.has(cell.id));
  const others = notebook.cells.length - answers.size;
  return { answers, others, base: whole ? filled(notebook, answers) : undefined };
}

/** Return a notebook with these answers in it and without outputs. */
export function filled(notebook, answers) {
  const cells = notebook.cells.map((cell) => {
    const source = answers.get(cell.id) ?? text(cell.source);
    return cell.cell_type === "code" ? { ...cell, source, outputs: [], execution_count: null } : { ...cell, source };
  });
  return { ...notebook, cells };
}
