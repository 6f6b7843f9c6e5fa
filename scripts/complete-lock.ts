/**
 * Adds to package-lock.json the packages of other platforms that npm left out. Where a registry does not offer them,
 * npm writes a lock file that `npm ci` then refuses everywhere. Run it after `npm install`:
 *   npx tsx scripts/complete-lock.ts
 * An added entry has no checksum; it is only ever downloaded on the platform that it names.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { missingPlatformPackages, type LockEntry } from './lib/platform-packages.ts';

const file = path.join(import.meta.dirname, '../package-lock.json');
// Written by npm.
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockEntry> };
const missing = missingPlatformPackages(lock.packages);
const entries = Object.entries(lock.packages);
for (const [name, entry] of missing) {
  const next = entries.findIndex(([other]) => other.localeCompare(name, 'en') > 0);
  entries.splice(next === -1 ? entries.length : next, 0, [name, entry]);
}
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(entries) }, null, 2)}\n`);
console.log(`${missing.length} added`);
