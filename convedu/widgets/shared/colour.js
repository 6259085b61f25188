// Numbers to colours: greys, and blue and orange, a pair that people with any of the common colour
// blindnesses tell apart.

const SIGNED = ["#17498a", "#86aed6", "#f7f7f7", "#e9ab6b", "#9c4a06"];
const STOPS = SIGNED.map((hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)));

const mix = (a, b, t) => a.map((x, i) => Math.round(x + (b[i] - x) * t));

/** A colour [r, g, b] for t from -1 to 1. */
function signedColour(t) {
  const place = Math.min((Math.min(Math.max(t, -1), 1) + 1) * 2, 3.999999);
  const left = Math.floor(place);
  return mix(STOPS[left], STOPS[left + 1], place - left);
}

/**
 * How numbers become colours: those at `low` and `high` have the outermost ones.
 * kind "grey": black to white. "signed": blue, white, orange, with 0 in the middle. "picture": grey
 * from 0 to `white`, as in a photograph, blue below and orange above what a photograph can show.
 */
export function makeScale([low, high], [floor, ceiling] = [0, 1], weight = 0) {
  const most = Math.max(-low, high);
  if (low > -1e-9) return { kind: "grey", low: Math.min(low, floor), high: Math.max(high, ceiling) };
  if (weight < 0.5) return { kind: "signed", low: -most, high: most };
  const white = ceiling * Math.max(weight, 1);
  return { kind: "picture", low, high: Math.max(high, white), white };
}

/** A signed scale whatever the numbers are, as for weights and products. */
export const signedTo = (most) => ({ kind: "signed", low: -most || -1, high: most || 1 });

const part = (x, from, to) => Math.min(Math.max((x - from) / (to - from || 1), 0), 1);

export function colourOf(scale, x) {
  const { kind, low, high, white = high } = scale;
  if (kind === "signed") return signedColour(part(x, low, high) * 2 - 1);
  const slack = white * 0.02; // next to black and white nobody sees a colour
  if (kind === "picture" && x < -slack) return signedColour(-0.4 - 0.6 * part(x, 0, low));
  if (kind === "picture" && x > white + slack) return signedColour(0.4 + 0.6 * part(x, white, high));
  const grey = Math.round(255 * part(x, kind === "picture" ? 0 : low, white));
  return [grey, grey, grey];
}

export const css = ([r, g, b]) => `rgb(${r} ${g} ${b})`;

/** Black or white, whichever is read better on the colour: at least 4.5 to 1. */
export function inkOn(colour) {
  const linear = (v) => ((v / 255 + 0.055) / 1.055) ** 2.4;
  const [r, g, b] = colour.map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#000000" : "#ffffff";
}

const STEPS = 511; // odd, so that 0 has its own colour in the middle of a signed scale

const palettes = new WeakMap(); // many maps share a scale

/** The scale's colours, and those of the hatching on negative numbers. */
function palettesOf(scale) {
  if (!palettes.has(scale)) {
    const hatching = (t) => signedColour(t > -0.05 ? t : t > -0.6 ? t - 0.4 : t + 0.4);
    const signed = scale.kind === "signed";
    palettes.set(scale, {
      fills: makePalette(scale, (x) => colourOf(scale, x)),
      lines: signed ? makePalette(scale, (x) => hatching(x / scale.high)) : null,
    });
  }
  return palettes.get(scale);
}

function makePalette(scale, colour) {
  const bytes = new Uint8ClampedArray(STEPS * 4);
  for (let i = 0; i < STEPS; i++) {
    bytes.set(colour(scale.low + ((scale.high - scale.low) * i) / (STEPS - 1)), i * 4);
    bytes[i * 4 + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}

const LEAST_HATCHED = 6; // on a smaller cell lines cannot be told from a grey
const [PERIOD, THICK] = [8, 2]; // of the hatching, in pixels of a canvas that has two for one of the screen

/**
 * A grid as a canvas; the style sheet makes it as large as the panel. Where a cell is `cell` pixels wide on
 * the screen, and wide enough, negative numbers are hatched: their colour alone is lost in grey. Otherwise a
 * number is one pixel of the canvas.
 */
export function paintCanvas(canvas, { rows, cols, data }, scale, { cell = 0 } = {}) {
  const { fills, lines } = palettesOf(scale);
  const hatched = lines !== null && cell >= LEAST_HATCHED;
  const side = hatched ? 2 * Math.round(cell) : 1;
  const [width, height] = [cols * side, rows * side];
  if (canvas.width !== width) canvas.width = width; // setting it empties the canvas and costs time
  if (canvas.height !== height) canvas.height = height;
  canvas.style.imageRendering = hatched ? "auto" : "";
  const picture = new ImageData(width, height);
  const pixels = new Uint32Array(picture.data.buffer);
  const factor = (STEPS - 1) / (scale.high - scale.low || 1);
  for (let i = 0; i < data.length; i++) {
    const place = Math.min(Math.max(Math.round((data[i] - scale.low) * factor), 0), STEPS - 1);
    if (!hatched) {
      pixels[i] = fills[place];
      continue;
    }
    const [top, left] = [Math.floor(i / cols) * side, (i % cols) * side];
    for (let row = top; row < top + side; row++) {
      pixels.fill(fills[place], row * width + left, row * width + left + side);
      if (data[i] >= 0) continue;
      for (let col = left; col < left + side; col++) {
        if ((row + col) % PERIOD < THICK) pixels[row * width + col] = lines[place];
      }
    }
  }
  canvas.getContext("2d").putImageData(picture, 0, 0);
}

/** A CSS gradient from the smallest to the largest number, in the scale's colours. */
export function gradient(scale, [low, high]) {
  const stops = Array.from({ length: 41 }, (_, i) => css(colourOf(scale, low + ((high - low) * i) / 40)));
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
