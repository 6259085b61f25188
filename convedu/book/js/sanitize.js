// HTML that Python has made becomes elements of a short list: a notebook from elsewhere may hold anything.

const ELEMENTS = new Set(
  (
    "B BR CAPTION CODE DETAILS DIV EM FIGCAPTION FIGURE H3 H4 HR I IMG LI OL P PRE PROGRESS SMALL SPAN " +
    "STRONG SUB SUMMARY SUP TABLE TBODY TD TFOOT TH THEAD TR UL"
  ).split(" "),
);
const ATTRIBUTES = new Set(["alt", "colspan", "height", "max", "open", "rowspan", "scope", "title", "value", "width"]);
const STYLES = [
  "background",
  "background-color",
  "border",
  "border-left",
  "color",
  "display",
  "gap",
  "image-rendering",
  "flex-wrap",
  "font-size",
  "margin",
  "margin-top",
  "max-width",
  "overflow-x",
  "padding",
  "text-align",
  "white-space",
  "width",
];

/** Return the elements that are allowed of a piece of HTML. */
export function sanitized(html) {
  const source = new DOMParser().parseFromString(html, "text/html").body;
  const result = document.createDocumentFragment();
  for (const node of source.childNodes) copy(node, result);
  return result;
}

function copy(node, parent) {
  if (node.nodeType === Node.TEXT_NODE) parent.append(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE", "TEMPLATE"].includes(node.tagName)) return;
  let target = parent;
  if (ELEMENTS.has(node.tagName)) {
    target = document.createElement(node.tagName);
    for (const { name, value } of node.attributes) if (ATTRIBUTES.has(name)) target.setAttribute(name, value);
    if (/^data:image\/(png|jpeg|gif);/.test(node.getAttribute("src") ?? "")) target.src = node.getAttribute("src");
    for (const name of STYLES) {
      const value = node.style.getPropertyValue(name);
      if (value && !value.includes("url(")) target.style.setProperty(name, value);
    }
    parent.append(target);
  }
  for (const child of node.childNodes) copy(child, target);
}
