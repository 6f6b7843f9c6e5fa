// Finishes a build: tsc writes modules only, and writes them without the executable bit.
import { chmodSync, cpSync } from 'node:fs';

cpSync('src/reference', 'dist/reference', { recursive: true, filter: (path) => !path.endsWith('.ts') });
chmodSync('dist/bin/cli.js', 0o755);
