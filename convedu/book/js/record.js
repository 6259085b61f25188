// What the reader has done, in the form of the course's progress file, so that the two can be joined.

import { keep, onOtherTab, read } from "./storage.js";

const KEY = "convedu.progress";
const hearers = [];

const EMPTY = () => ({ predictions: {}, checks: {} });
const isEntries = (part) =>
  part !== null &&
  typeof part === "object" &&
  !Array.isArray(part) &&
  Object.values(part).every((entry) => entry !== null && typeof entry === "object");

export function isRecord(value) {
  return isEntries(value) && isEntries(value.predictions ?? {}) && isEntries(value.checks ?? {});
}

export function record() {
  const kept = read(KEY, null);
  return isRecord(kept) ? { ...EMPTY(), ...kept } : EMPTY();
}

/** Return two records as one: the first choice and the last attempt stand, and solved stays solved. */
export function joined(one, other) {
  const all = EMPTY();
  for (const { predictions = {}, checks = {} } of [one, other]) {
    for (const [name, entry] of Object.entries(predictions)) {
      const known = all.predictions[name];
      if (!known || (entry.at ?? "") < (known.at ?? "")) all.predictions[name] = entry;
    }
    for (const [name, entry] of Object.entries(checks)) {
      const known = all.checks[name] ?? { attempts: 0, solved: false };
      const last = (entry.at ?? "") >= (known.at ?? "") ? entry : known;
      const attempts = Math.max(entry.attempts ?? 0, known.attempts);
      all.checks[name] = { ...last, attempts, solved: Boolean(entry.solved || known.solved) };
    }
  }
  return all;
}

/** Add what another record knows, and keep it. */
export function add(more) {
  keep(KEY, joined(record(), more));
  hearers.forEach((hear) => hear());
}

export const now = () => `${new Date().toISOString().slice(0, 19)}+00:00`;
export const onRecord = (hear) => hearers.push(hear);

onOtherTab(KEY, () => hearers.forEach((hear) => hear()));
