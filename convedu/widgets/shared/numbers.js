// Numbers as a learner reads and writes them.

const near = (x, y) => Math.abs(x - y) < 1e-9;
const minus = (text) => text.replace("-", "−");

const MOST = 1e9; // as in Python
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:\s*\/\s*(\d+\.?\d*))?$/;
const BEGUN = /^[+-]?\.?$|^[+-]?(?:\d+\.?\d*|\.\d+)\s*\/\s*$/;

const plainText = (text) => text.trim().replace("−", "-").replaceAll(",", ".");

function quotient(text) {
  const [, top, bottom = "1"] = plainText(text).match(NUMBER) ?? [];
  return Number(top) / Number(bottom);
}

/** The number in "2", "-0.5", "−.5", "1/9" or "0,5"; null when the text is none that can be used. */
export function parseNumber(text) {
  const value = quotient(text);
  return Math.abs(value) <= MOST ? value : null;
}

/** Whether a number can still come of the text: "", "-", "1/". */
export const isBegun = (text) => BEGUN.test(plainText(text));

/** Why a text is no number, in a sentence; "" if it is one. */
export function problemOf(text) {
  if (parseNumber(text) !== null) return "";
  if (!text.trim()) return "A weight cannot be empty.";
  if (isBegun(text)) return `“${text}” is only the beginning of a number.`;
  const beyond = Math.abs(quotient(text)) > MOST && Number.isFinite(quotient(text));
  if (beyond) return `“${text}” is beyond ${withCommas(MOST)}.`;
  return `“${text}” is not a number.`;
}

/** At most two decimals; enough to compare by eye, not to calculate with. */
export function format(x) {
  if (near(x, Math.round(x))) return minus(String(Math.round(x) + 0));
  const text = x.toFixed(Math.abs(x) < 100 ? 2 : 1);
  return minus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** A weight with up to four decimals: what was typed is what is read. */
export const formatExact = (x) => minus(String(Number(x.toFixed(4)) + 0));

/** Whether two decimals hold the whole number. */
const hasTwoDecimals = (x) => near(x, Number(x.toFixed(2)));

/** "=" where what stands on both sides is exact, "≈" where a number was rounded. */
export const equals = (...numbers) => (numbers.every(hasTwoDecimals) ? "=" : "≈");

/** In brackets where a minus would follow another sign. */
export const bracketed = (text) => (text.startsWith("−") ? `(${text})` : text);

/** The weights of one kernel, all over one denominator where that is how they were meant. */
export function formatWeights({ data }) {
  const weights = [...data];
  if (weights.every(hasTwoDecimals)) return weights.map((w) => minus(String(Number(w.toFixed(2)) + 0)));
  const whole = (x) => Math.abs(x - Math.round(x)) < 1e-7;
  for (let q = 2; q <= 300; q++) {
    if (weights.every((w) => whole(w * q))) {
      return weights.map((w) => minus(String(Math.round(w * q) / (whole(w) ? q : 1) + 0)) + (whole(w) ? "" : `/${q}`));
    }
  }
  return weights.map((w) => minus(hasTwoDecimals(w) ? String(Number(w.toFixed(2))) : w.toPrecision(3)));
}

/** What the sum of a kernel does to the picture, in one phrase. */
export function meaningOfSum(total) {
  if (near(total, 1)) return "keeps the mean";
  if (near(total, 0)) return "removes the mean: flat parts become 0";
  return `multiplies the mean by ${format(total)}`;
}

/** A whole number with commas between its thousands. */
export const withCommas = (n) => n.toLocaleString("en-US");

/** A number as one says it: 73.8 thousand, 147 million. */
export function spoken(n) {
  const steps = [
    [1e15, "quadrillion"],
    [1e12, "trillion"],
    [1e9, "billion"],
    [1e6, "million"],
    [1e3, "thousand"],
  ];
  const [size, word] = steps.find(([size]) => n >= size) ?? [1, ""];
  const digits = n / size < 100 && size > 1 ? 1 : 0;
  return `${(n / size).toFixed(digits)} ${word}`.trim();
}
