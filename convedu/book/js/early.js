// Before the first paint: the reader's theme, and that there are scripts (the veil needs them).
{
  let chosen = null;
  try {
    chosen = localStorage.getItem("convedu.theme");
  } catch {
    /* nothing may be kept here */
  }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const root = document.documentElement;
  root.dataset.jpThemeLight = String(!dark); // the name by which the figures know a theme
  root.dataset.script = "";
}
