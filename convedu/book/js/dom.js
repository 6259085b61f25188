// Elements with their attributes and children; text is never HTML.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Offer text as a file to keep. */
export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Ask for a file and return its name and text, or null where its size is beyond all reason. */
export function chooseFile(accept, largest) {
  return new Promise((done) => {
    const input = h("input", { type: "file", accept });
    input.addEventListener("change", async () => {
      const [file] = input.files;
      done(file.size > largest ? { name: file.name, text: null } : { name: file.name, text: await file.text() });
    });
    input.click();
  });
}
