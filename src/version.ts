import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from './config.ts';

/** The version in package.json. */
export function ownVersion(): string {
  const text = readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8');
  // Our own file, checked by npm.
  return (JSON.parse(text) as { version: string }).version;
}
