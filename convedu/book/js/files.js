// The site's files: scripts that hand over a value, and bytes. A page opened from a disk may load
// scripts and nothing else, so there the bytes come in scripts, too.

import { h } from "./dom.js";

export const site = window.convedu;
const ON_DISK = location.protocol === "file:";
const waiting = {};

site.put = (name, value) => waiting[name].done(value);

/** Load a script of the site and return what it hands over. */
export function value(name) {
  waiting[name] ??= (() => {
    const entry = {};
    entry.promise = new Promise((done, fail) => {
      entry.done = done;
      entry.fail = () => {
        delete waiting[name];
        fail(missing(name));
      };
    });
    if (name in site.assets) document.head.append(h("script", { src: site.assets[name], onerror: entry.fail }));
    else entry.fail();
    return entry;
  })();
  return waiting[name].promise;
}

/** Load a file of the site as bytes. */
async function bytes(name) {
  if (ON_DISK) {
    const text = await value(`${name}.js`);
    delete waiting[`${name}.js`];
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  }
  const answer = await fetch(site.assets[name]).catch(() => null);
  if (!answer?.ok) throw missing(name);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Load a file of the site as bytes; what the site holds packed is unpacked. */
export async function unpacked(name) {
  const packed = `${name}.gz`;
  if (!(packed in site.assets)) return bytes(name);
  const stream = new Blob([await bytes(packed)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function missing(name) {
  return new Error(
    `The file “${name}” of this site could not be loaded. Reload the page; if that does not help, ` +
      "the copy of the site is not whole.",
  );
}
