// node pack.mjs OUT COURSE.zip: write into OUT what the book takes from npm, and the course compiled.

import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { loadPyodide } from "pyodide";

process.on("uncaughtException", ({ message }) => {
  // the trace would show a line of a megabyte
  console.error(message.trim().slice(-2000));
  process.exit(1);
});

const [out, course] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const pyodide = dirname(require.resolve("pyodide/package.json"));
const numpy = join(dirname(require.resolve("@emscripten-forge/numpy/package.json")), "pkg");

await build({
  entryPoints: ["editor.js"],
  outfile: join(out, "editor.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
});
for (const name of ["pyodide.js", "pyodide.asm.wasm"]) await copyFile(join(pyodide, name), join(out, name));
// NumPy asks on large arrays who calls it; without that function Python ends there. 0 stands for "unknown".
const given = "function getWasmImports(){";
const loader = await readFile(join(pyodide, "pyodide.asm.js"), "utf8");
if (loader.split(given).length !== 2) throw new Error("pyodide.asm.js has changed: backtrace cannot be added");
await writeFile(join(out, "pyodide.asm.js"), loader.replace(given, `${given}wasmImports.backtrace=()=>0;`));
const { info } = JSON.parse(await readFile(join(pyodide, "pyodide-lock.json"), "utf8"));
await writeFile(join(out, "pyodide-lock.json"), JSON.stringify({ info, packages: {} }));
// Compiled by the very Python that will read them: the browser then compiles nothing.
const python = await loadPyodide();
const [archive] = await readdir(numpy);
const archives = {
  "numpy.tar.gz": join(numpy, archive),
  "python_stdlib.zip": join(pyodide, "python_stdlib.zip"),
  "course.zip": course,
};
for (const [name, path] of Object.entries(archives))
  python.FS.writeFile(`/${name}`, new Uint8Array(await readFile(path)));
python.runPython(await readFile("compile.py", "utf8"));
for (const name of ["numpy.zip", "python_stdlib.zip", "course.zip"]) {
  await writeFile(join(out, name), python.FS.readFile(`/out/${name}`));
}
const versions = {
  ...JSON.parse(python.FS.readFile("/out/versions.json", { encoding: "utf8" })),
  pyodide: python.version,
};
await writeFile(join(out, "versions.json"), JSON.stringify(versions));
