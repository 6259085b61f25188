// node minify.mjs: read texts by name, as JSON, and write them without what only people read.

import { text } from "node:stream/consumers";
import { transform } from "esbuild";

const kinds = { js: { loader: "js" }, mjs: { loader: "js", format: "esm" }, css: { loader: "css" } };
const minify = async ([name, source]) => {
  const kind = kinds[name.split(".").at(-1)];
  const { code } = await transform(source, { ...kind, minify: true, target: "es2022", charset: "utf8" });
  return [name, code];
};
const given = Object.entries(JSON.parse(await text(process.stdin)));
process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(given.map(minify)))));
