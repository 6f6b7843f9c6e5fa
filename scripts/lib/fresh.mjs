/**
 * `node fresh.mjs packages build`: exits 0 when each of these was made from what is there now, else 1.
 * `node fresh.mjs --mark packages`: notes that it was just made.
 * Plain JavaScript: it runs before anything is installed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const names = process.argv.slice(2).filter((word) => word !== '--mark');
const isMarking = process.argv.includes('--mark');

const targets = {
  packages: {
    mark: path.join(root, 'node_modules/.longqiao-lock-hash'),
    inputs: ['package-lock.json'],
    /** Installed by npm directly, without us: its own record of the folder tells. */
    isMadeOtherwise: () => installedAsLocked(),
  },
  build: {
    mark: path.join(root, 'dist/.longqiao-build-hash'),
    inputs: ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/finish-build.mjs'],
    isMadeOtherwise: () => false,
  },
};

for (const { mark, inputs, isMadeOtherwise } of names.map((name) => targets[name])) {
  const fingerprint = fingerprintOf(inputs);
  if (isMarking) writeFileSync(mark, fingerprint);
  else if (!isMarked(mark, fingerprint) && !isMadeOtherwise()) process.exit(1);
}

function isMarked(mark, fingerprint) {
  return existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint;
}

/** Over the paths and contents of files and whole folders; the platform counts, since packages hold programs for it. */
function fingerprintOf(inputs) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of inputs.flatMap(filesOf)) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesOf(name) {
  const entries = readdirSync(root, { withFileTypes: true });
  if (!entries.some((entry) => entry.name === name && entry.isDirectory())) return [name];
  return readdirSync(path.join(root, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

/** Whether npm's record lists every package that this platform needs, each in the locked version. */
function installedAsLocked() {
  const record = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked)
    .filter(([name, entry]) => name !== '' && isNeeded(entry))
    .every(
      ([name, entry]) => installed[name]?.integrity === entry.integrity && existsSync(path.join(root, name)),
    );
}

/** Optional packages are those for single platforms. */
function isNeeded(entry) {
  if (entry.optional !== true && entry.devOptional !== true) return true;
  return (
    entry.libc === undefined && entry.os?.includes(process.platform) && entry.cpu?.includes(process.arch)
  );
}
