// Bundles scripts and styles into the folder named by the first argument; prints, as JSON, the path
// of each on the site by its plain name. The hash in a name lets a host keep a file for ever.
import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { join, relative, basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.argv[2];
const here = join(dirname(fileURLToPath(import.meta.url)), "browser");
const entries = readdirSync(here).filter((name) => /^(page-.*\.js|.*\.css|.*\.svg)$/.test(name));

const { metafile } = await build({
  entryPoints: entries.map((name) => join(here, name)),
  outdir: folder,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  loader: { ".svg": "copy", ".wasm": "file", ".worker.js": "file" },
  metafile: true,
  logLevel: "error",
});

const found = {};
for (const [path, output] of Object.entries(metafile.outputs)) {
  if (output.entryPoint) {
    found[basename(output.entryPoint)] = `assets/${relative(folder, path)}`;
  }
}
console.log(JSON.stringify(found));
