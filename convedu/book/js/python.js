// Python in a worker: started at the first run, ended and started anew when it must stop.

import { site, unpacked, value } from "./files.js";

const FILES = [
  "pyodide.js",
  "pyodide.asm.js",
  "pyodide.asm.wasm",
  "pyodide-lock.json",
  "python_stdlib.zip",
  "numpy.zip",
  "course.zip",
];
export const STOPPED = "Stopped. Python starts anew with the next run, and runs again what that needs.";
const DIED =
  "Python has ended, most likely because its memory was full or its calls too deep. " +
  "Your text is kept; the next run starts Python anew.";

/** One page's Python. `hear` gets the messages of cells and figures, `say` what is under way. */
export class Python {
  constructor({ hear, say }) {
    this.hear = hear;
    this.say = say;
    this.queue = Promise.resolve();
    this.worker = null;
    this.end = null; // ends what is under way, with an error
    this.life = 0; // how often Python was ended
  }

  get busy() {
    return this.end !== null;
  }

  /** Send a request when those before it are done; returns what ends it. */
  request(request) {
    const life = this.life;
    const result = this.queue.then(() => {
      if (life !== this.life) throw new Error(STOPPED);
      return this.#do(request);
    });
    this.queue = result.catch(() => {});
    return result;
  }

  /** Hand a message to a figure, at once: a figure that trains must hear that it shall stop. */
  async tell(message) {
    await this.queue;
    this.worker?.postMessage(message);
  }

  /** End Python, whatever it does; requests that wait are given up, too. */
  stop(why = STOPPED) {
    this.worker?.terminate();
    this.worker = null;
    this.queue = Promise.resolve();
    this.life += 1;
    this.hear({ ended: why });
    this.end?.(new Error(why));
  }

  #do(request) {
    return new Promise((done, fail) => {
      const settle = (finish) => (result) => {
        if (this.end === end) {
          this.end = null;
          this.say("");
        }
        finish(result);
      };
      const end = settle(fail);
      this.end = end;
      this.#start()
        .then(() => {
          if (this.end !== end) return;
          this.say("Python runs …");
          this.finished = settle(done);
          this.worker.postMessage(request());
        })
        .catch(end);
    });
  }

  async #start() {
    if (this.worker) return;
    if (!site.python) throw new Error("This copy of the book was built without Python: it can be read, not run.");
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function")
      throw new Error(
        "This browser has no WebAssembly, or cannot unpack files. Python needs both here: take a newer browser.",
      );
    const current = this.end;
    this.say("Python is loaded …");
    const source = await value("worker");
    this.files ??= Object.fromEntries(await Promise.all(FILES.map(async (name) => [name, await unpacked(name)])));
    if (this.end !== current) return;
    this.say("Python starts …");
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    this.worker = worker;
    await new Promise((done, fail) => {
      this.ready = done;
      worker.onmessage = ({ data }) => {
        if (this.worker === worker) this.#receive(JSON.parse(data), fail);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        fail(new Error(DIED));
        if (this.worker === worker) this.stop(DIED);
      };
      const lock = `convedu-${Math.random()}`;
      worker.postMessage({ files: this.files, lock });
      this.lock = () =>
        watch(lock, () => {
          if (this.worker === worker) this.stop(DIED);
        });
    });
  }

  #receive(message) {
    if (message.ready) {
      this.lock();
      this.ready();
    } else if (message.died !== undefined) this.stop(DIED);
    else if (message.done) this.finished(message);
    else this.hear(message);
  }
}

/** Call `ended` when the worker that holds the lock is gone; a worker that dies says nothing. */
function watch(lock, ended) {
  try {
    navigator.locks?.request(lock, ended).catch(() => {});
  } catch {
    /* a page from a disk may have no locks: there is the Stop button */
  }
}
