// JupyterLab and Notebook ignore the alternative text in a picture's metadata. This extension sets it.
// It is written as a module federation container by hand, so that it needs no build step.

const IMAGE_RANK = 90; // JupyterLab's own, so that pictures are preferred to other types as before

/** JupyterLab's module of that name. */
async function sharedModule(scope, name) {
  const [version] = Object.values(scope[name]);
  return (await version.get())();
}

function describedImages({ IRenderMimeRegistry, RenderedImage }) {
  class DescribedImage extends RenderedImage {
    async renderModel(model) {
      await super.renderModel(model);
      const alt = model.metadata["image/png"]?.alt;
      if (alt) this.node.querySelector("img")?.setAttribute("alt", alt);
    }
  }
  return {
    id: "convedu:alternative-texts",
    autoStart: true,
    requires: [IRenderMimeRegistry],
    activate: (_app, registry) => {
      const createRenderer = (options) => new DescribedImage(options);
      registry.addFactory({ safe: true, mimeTypes: ["image/png"], createRenderer }, IMAGE_RANK);
    },
  };
}

let shared;
window._JUPYTERLAB ??= {};
window._JUPYTERLAB.convedu = {
  init: (scope) => {
    shared = scope;
  },
  get: async () => {
    const plugin = describedImages(await sharedModule(shared, "@jupyterlab/rendermime"));
    return () => ({ __esModule: true, default: plugin });
  },
};
