/*
 * Writes one bundle per module of src/entries/ to overrides/assets/callboard/, where the portal takes it from.
 *
 *     node build.mjs            write them
 *     node build.mjs --check    only compare, and name those that are out of date
 *
 * The bundles are committed: building a portal needs no Node.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const ENTRIES = join(HERE, "src", "entries");
const TARGET = join(HERE, "..", "..", "overrides", "assets", "callboard");

/** @param {string} file the name of an entry @returns {Uint8Array} */
function bundle(file) {
  const { outputFiles } = buildSync({
    absWorkingDir: HERE,
    entryPoints: [join("src", "entries", file)],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
    banner: { js: `/* Made from plugins/frontend/src/entries/${file} by build.mjs; edit that. */` },
    logLevel: "warning",
    write: false,
  });
  return outputFiles[0].contents;
}

/** @param {string} path @returns {Buffer} */
function present(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

const stale = [];
for (const file of readdirSync(ENTRIES).filter((name) => name.endsWith(".js")).sort()) {
  const path = join(TARGET, basename(file));
  const made = bundle(file);
  if (present(path).equals(made)) continue;
  stale.push(file);
  if (!process.argv.includes("--check")) writeFileSync(path, made);
}
if (stale.length > 0) console.log(`${process.argv.includes("--check") ? "out of date" : "written"}: ${stale.join(", ")}`);
if (process.argv.includes("--check")) process.exitCode = stale.length > 0 ? 1 : 0;
