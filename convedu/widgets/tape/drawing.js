// The drawings of Tape and Tiles: each function fills an SVG from a state.

import { style } from "../shared/dom.js";
import { box, CELL, dot, frame, hatching, line, svgNode, text } from "../shared/svg.js";
import { freeOf, lostOf, sizeOf, spanOf, startOf, tapsOf } from "../shared/windows.js";

const range = (from, to) => Array.from({ length: Math.max(to - from, 0) }, (_, i) => from + i);
const stripe = (cell) => (cell % 2 ? "white" : "black");

/** What a window keeps of the stripes: the cell under its middle weight. */
export const keptOf = (axis, window) => tapsOf(axis, window)[Math.floor(axis.k / 2)];

const isIn = (axis, cell) => cell >= 0 && cell < axis.n;

function paintCell(x, y, kind, words, ink = "") {
  return [box(x, y, `cv-cell ${kind}`), words === "" ? "" : text(x + 0.5, y + 0.5, words, ink)];
}

function tapeCells(axis, striped, hatch) {
  const lost = lostOf(axis);
  return range(-axis.p, axis.n + axis.p).flatMap((cell) => {
    if (!isIn(axis, cell)) return paintCell(cell, 0, "cv-pad", 0, "cv-padded");
    const plain = paintCell(cell, 0, striped ? `cv-${stripe(cell)}` : "", cell, striped ? `cv-on-${stripe(cell)}` : "");
    if (!lost.includes(cell)) return plain;
    const mark = box(cell, 0, "cv-hatch");
    mark.setAttribute("fill", `url(#${hatch})`);
    return [plain[0], mark, text(cell + 0.5, 0.5, cell, `cv-halo ${striped ? `cv-on-${stripe(cell)}` : ""}`)];
  });
}

function bracket(axis, window, y, kind) {
  const start = startOf(axis, window);
  const end = start + spanOf(axis);
  return [
    line(
      [
        [start + 0.12, y - 0.22],
        [start + 0.12, y],
        [end - 0.12, y],
        [end - 0.12, y - 0.22],
      ],
      `cv-bracket ${kind}`,
    ),
    ...tapsOf(axis, window).map((cell) => dot(cell + 0.5, y, `cv-tap ${kind}`)),
  ];
}

/** A window of which only the beginning lies on the tape. */
function hanging(axis, y) {
  const start = startOf(axis, sizeOf(axis));
  if (freeOf(axis) < 0 || freeOf(axis) % axis.s === 0) return [];
  const end = start + spanOf(axis);
  return [
    line(
      [
        [start + 0.12, y - 0.22],
        [start + 0.12, y],
        [end - 0.12, y],
        [end - 0.12, y - 0.22],
      ],
      "cv-bracket cv-hanging",
    ),
    text(end + 0.1, y, "no room", "cv-aside"),
  ];
}

const LARGEST_CELL = 68; // pixels
const PAGE = 1000; // pixels that a tape fills, or less where the page is narrower

/** The tape, a bracket for each window, and the outputs under them. */
export function drawTape(svg, { axes: [axis], at: [, at], striped, hatch }) {
  const windows = range(0, sizeOf(axis));
  const lanes = Math.min(Math.ceil(spanOf(axis) / axis.s), Math.max(windows.length, 1) + 1);
  const laneOf = (window) => 1.5 + (window % lanes) * 0.5;
  const low = 1.5 + lanes * 0.5 + 0.3;
  const middle = (window) => startOf(axis, window) + spanOf(axis) / 2;
  const hangs = hanging(axis, laneOf(windows.length));
  const outputs = windows.flatMap((window) => {
    const x = middle(window) - 0.5;
    const kept = keptOf(axis, window);
    const kind = striped ? stripeKind(axis, kept) : "";
    const [cell, words] = paintCell(x, low, kind ? `cv-${kind}` : "", window, kind ? `cv-on-${kind}` : "");
    return [
      line(
        [
          [x + 0.5, laneOf(window)],
          [x + 0.5, low],
        ],
        `cv-link ${window === at ? "cv-at" : ""}`,
      ),
      cell,
      words,
    ];
  });
  svg.replaceChildren(
    hatching(hatch),
    ...tapeCells(axis, striped, hatch),
    ...outputs,
    ...windows.filter((window) => window !== at).flatMap((window) => bracket(axis, window, laneOf(window), "")),
    ...hangs,
    ...(windows.length ? bracket(axis, at, laneOf(at), "cv-at") : []),
    ...(windows.length ? tapsOf(axis, at).map((cell) => box(cell, 0, "cv-ring")) : []),
    ...(windows.length ? [box(middle(at) - 0.5, low, "cv-ring")] : []),
  );
  const overhang = hangs.length ? startOf(axis, windows.length) + spanOf(axis) - axis.n - axis.p + 1.7 : 0;
  const width = axis.n + 2 * axis.p + overhang;
  frame(svg, { left: -axis.p, top: 0, width, height: low + 1 }, Math.min(LARGEST_CELL, PAGE / width));
  style(svg, { narrow: `${width * CELL}px` });
}

const laps = (axis) => (axis.s < spanOf(axis) ? 1 : 0);
const deep = (axis) => Math.ceil(spanOf(axis) / axis.s); // windows over one cell
const stripeKind = (axis, cell) => (isIn(axis, cell) ? stripe(cell) : "pad");

/** The numbers of rows and columns, beside them. */
const numbersBeside = (rows, columns, left, top) => [
  ...range(0, rows).map((r) => text(left - 0.4, r + 0.5, r, "cv-beside")),
  ...range(0, columns).map((c) => text(c + 0.5, top - 0.4, c, "cv-beside")),
];
const MARGIN = 0.8; // cells, for these numbers

/** The picture with an outline for each window; the one that is looked at shows its weights. */
export function drawTiles(svg, { axes: [down, across], at, striped, hatch }) {
  const lost = [lostOf(down), lostOf(across)];
  const cells = range(-down.p, down.n + down.p).flatMap((r) =>
    range(-across.p, across.n + across.p).flatMap((c) => {
      if (!isIn(down, r) || !isIn(across, c)) return [box(c, r, "cv-cell cv-faint cv-pad")];
      const cell = box(c, r, `cv-cell cv-faint ${striped ? `cv-${stripe(c)}` : ""}`);
      if (!lost[0].includes(r) && !lost[1].includes(c)) return [cell];
      const mark = box(c, r, "cv-hatch");
      mark.setAttribute("fill", `url(#${hatch})`);
      return [cell, mark];
    }),
  );
  const outlines = range(0, sizeOf(down)).flatMap((i) =>
    range(0, sizeOf(across)).map((j) => {
      const room = 0.12 + 0.11 * ((laps(down) * i + laps(across) * j) % 3); // sides that overlap lie apart
      return box(
        startOf(across, j) + room,
        startOf(down, i) + room,
        "cv-tile",
        spanOf(across) - 2 * room,
        spanOf(down) - 2 * room,
      );
    }),
  );
  const shown = outlines.length > 0;
  svg.replaceChildren(
    hatching(hatch),
    ...numbersBeside(down.n, across.n, -across.p, -down.p),
    ...cells,
    svgNode("g", { class: "cv-tiles", opacity: Math.min(1, 3 / (deep(down) * deep(across))) }, ...outlines),
    ...(shown ? [box(startOf(across, at[1]), startOf(down, at[0]), "cv-ring", spanOf(across), spanOf(down))] : []),
    ...(shown
      ? tapsOf(down, at[0]).flatMap((r) => tapsOf(across, at[1]).map((c) => dot(c + 0.5, r + 0.5, "cv-tap cv-at")))
      : []),
  );
  frame(
    svg,
    {
      left: -across.p - MARGIN,
      top: -down.p - MARGIN,
      width: across.n + 2 * across.p + MARGIN,
      height: down.n + 2 * down.p + MARGIN,
    },
    27,
  );
}

/** One cell for each window. */
export function drawOutput(svg, { axes: [down, across], at, striped }) {
  const [rows, cols] = [sizeOf(down), sizeOf(across)];
  const cells = range(0, rows * cols).map((i) => {
    const [r, c] = [Math.floor(i / cols), i % cols];
    const kind = striped ? `cv-${stripeKind(across, keptOf(across, c))}` : "";
    return box(c, r, `cv-cell ${kind}`);
  });
  svg.replaceChildren(
    ...numbersBeside(rows, cols, 0, 0),
    ...cells,
    ...(cells.length ? [box(at[1], at[0], "cv-ring")] : []),
  );
  frame(
    svg,
    { left: -MARGIN, top: -MARGIN, width: Math.max(cols, 1) + MARGIN, height: Math.max(rows, 1) + MARGIN },
    27,
  );
}
