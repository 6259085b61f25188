// Two functions, one of them slid, and the area that they share; as state.py has it.

/** The functions to choose from. */
const FUNCTIONS = {
  box: (x) => (Math.abs(x) < 1 ? 1 : 0),
  ramp: (x) => (Math.abs(x) < 1 ? (x + 1) / 2 : 0),
  decay: (x) => (x > 0 ? Math.exp(-x) : 0),
  Gaussian: (x) => Math.exp(-2 * x * x),
  "two pulses": (x) => (Math.abs(x + 0.8) < 0.2 ? 1 : Math.abs(x - 0.8) < 0.2 ? 0.5 : 0),
};

const WIDTH = 0.02; // of a strip whose area is added up

/** The middles of the strips from -reach to reach. */
export const stripsTo = (reach) =>
  Array.from({ length: Math.round((2 * reach) / WIDTH) }, (_, i) => WIDTH * (i + 0.5) - reach);
const STRIPS = stripsTo(8);

export const functionAt = (name, x) => FUNCTIONS[name](x);

/** The kernel's value at a place, where it lies now. */
export const slidValue = ({ kernel, time, flipped }, x) => functionAt(kernel, flipped ? time - x : x - time);

export const productAt = (state, x) => functionAt(state.signal, x) * slidValue(state, x);

/** The area under the product: the result at this time. */
export const areaOf = (state) => WIDTH * STRIPS.reduce((total, x) => total + productAt(state, x), 0);

/** Whether the kernel is its own mirror image. */
export const isSymmetric = ({ kernel }) =>
  STRIPS.every((x) => Math.abs(functionAt(kernel, x) - functionAt(kernel, -x)) < 1e-8);
