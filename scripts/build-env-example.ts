/** Writes `.env.example` from the schema of the environment. Run it after a change there. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { envExample } from './lib/env-example.ts';

writeFileSync(path.join(import.meta.dirname, '..', '.env.example'), envExample());
