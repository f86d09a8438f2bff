// Makes a package of the kernel's own, with patched copies of RustPython's crates: `node prepare.mjs FOLDER`, run by the Makefile.
//
// Each folder here is named like a crate and holds patches to it, applied in order of their names to the source that
// Cargo.lock names. FOLDER gets the copies, and a manifest and a lock file that say the same as those of the tree but for
// them; the code is the tree's. Native builds take the crates as they are published.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const patches = dirname(fileURLToPath(import.meta.url));
const root = join(patches, "../../..");
const folder = resolve(process.argv[2]);
const lock = readFileSync(join(root, "Cargo.lock"), "utf8");

const crates = readdirSync(patches, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, files: readdirSync(join(patches, name)).filter((file) => file.endsWith(".patch")).sort() }));

mkdirSync(folder, { recursive: true });
for (const { name, files } of crates) {
  const version = new RegExp(`^name = "${name}"\\nversion = "(.*)"$`, "m").exec(lock)?.[1];
  if (!version) throw new Error(`Cargo.lock names no ${name}`);
  const paths = files.map((file) => join(patches, name, file));
  const hash = createHash("sha256").update(version);
  for (const path of paths) hash.update(readFileSync(path));
  copy(name, version, paths, hash.digest("hex"));
}

const copies = crates.map(({ name }) => `\n[patch.crates-io.${name}]\npath = "${name}"\n`);
writeFileSync(join(folder, "Cargo.toml"), readFileSync(join(root, "Cargo.toml"), "utf8") + copies.join(""));
writeFileSync(join(folder, "Cargo.lock"), unlock(lock));
const code = join(folder, "src");
if (!existsSync(code)) symlinkSync(join(root, "src"), code);

/** The lock file as cargo writes it when the copies take the places of the published crates. */
function unlock(text) {
  const sources = (name) => new RegExp(`(?<=^name = "${name}"\\nversion = ".*"\\n)source = .*\\nchecksum = .*\\n`, "m");
  return crates.reduce((rest, { name }) => rest.replace(sources(name), ""), text);
}

/** A patched copy. Files that stay as they are keep their times: cargo builds anew what has been written anew. */
function copy(name, version, paths, stamp) {
  const to = join(folder, name);
  const stampFile = join(folder, `${name}.stamp`);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  rmSync(stampFile, { force: true });
  const fresh = `${to}.fresh`;
  rmSync(fresh, { recursive: true, force: true });
  cpSync(published(name, version), fresh, { recursive: true });
  for (const path of paths) {
    // Outside of every repository as git sees it: else it would leave out what the repository does not track.
    const env = { ...process.env, GIT_CEILING_DIRECTORIES: folder };
    execFileSync("git", ["apply", "--whitespace=nowarn", path], { cwd: fresh, env, stdio: "inherit" });
  }
  replace(fresh, to);
  rmSync(fresh, { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Makes the folder `to` like `fresh`, writing only files that differ. */
function replace(fresh, to) {
  mkdirSync(to, { recursive: true });
  for (const gone of readdirSync(to).filter((entry) => !existsSync(join(fresh, entry)))) rmSync(join(to, gone), { recursive: true });
  for (const entry of readdirSync(fresh, { withFileTypes: true })) {
    const [from, at] = [join(fresh, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) replace(from, at);
    else if (!existsSync(at) || !readFileSync(from).equals(readFileSync(at))) copyFileSync(from, at);
  }
}

/** The folder of a crate's published source, downloaded by cargo if need be. */
function published(name, version) {
  const arguments_ = ["metadata", "--format-version", "1", "--locked", "--manifest-path", join(root, "Cargo.toml")];
  const { packages } = JSON.parse(execFileSync("cargo", arguments_, { encoding: "utf8", maxBuffer: 1 << 28 }));
  const found = packages.find((candidate) => candidate.name === name && candidate.version === version);
  if (!found) throw new Error(`cargo knows no ${name} ${version}`);
  return dirname(found.manifest_path);
}
