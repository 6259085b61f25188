// In the worker: Python, made of files that the page hands over, and one message at a time.

const PLACE = "https://python.invalid/"; // where Pyodide believes that its files are; nothing is fetched

self.onmessage = async ({ data }) => {
  try {
    if (data.files) await start(data);
    else self.handle(JSON.stringify(data));
  } catch (error) {
    // Python itself has ended; what a learner's code raises never comes here
    self.postMessage(JSON.stringify({ died: String(error) }));
  }
};

async function start({ files, lock }) {
  self.navigator.locks?.request(lock, () => new Promise(() => {})).catch(() => {}); // held until the worker ends
  const type = (name) => (name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream");
  const named = (address) => String(address.url ?? address).slice(PLACE.length);
  const load = self.importScripts.bind(self);
  self.importScripts = (address) => {
    const text = URL.createObjectURL(new Blob([files[named(address)]], { type: "text/javascript" }));
    load(text);
    URL.revokeObjectURL(text);
  };
  self.fetch = async (address) =>
    new Response(files[named(address)], { headers: { "content-type": type(named(address)) } });
  self.importScripts(`${PLACE}pyodide.js`);
  const python = await self.loadPyodide({ indexURL: PLACE, lockFileURL: `${PLACE}pyodide-lock.json` });
  const packages = python.runPython("import site; site.getsitepackages()[0]");
  for (const name of ["numpy.zip", "course.zip"]) python.unpackArchive(files[name], "zip", { extractDir: packages });
  const { connect } = python.pyimport("convedu.book.browser.runner");
  self.handle = connect((text) => self.postMessage(text)).handle;
  self.postMessage(JSON.stringify({ ready: true }));
}
