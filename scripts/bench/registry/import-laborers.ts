/**
 * Imports a file of laborers through the product's own flow, as a process of its own, so that its memory is its own. Argument:
 * path; DATABASE_URL.
 */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from '../../../src/db/open-database.ts';
import type { Principal } from '../../../src/domain/broker.ts';
import { importFile } from '../../../src/flows/import-file.ts';
import { storedBytes } from '../../../src/flows/stored-bytes.ts';
import { createFileReader } from '../../../src/importers/file-reader.ts';
import { createTextCoder } from '../../../src/text/text-coder.ts';
import { peakRssMb } from '../machine.ts';
import { benchContext, benchCrypto } from '../night/bench-context.ts';

const OPERATOR: Principal = { name: 'bench', role: 'admin', scope: [''], brokerId: null };

const [file = ''] = process.argv.slice(2);
const db = await openDatabase({ url: process.env['DATABASE_URL'] ?? '', crypto: benchCrypto() });
const silent = benchContext(db);
const coder = createTextCoder(silent.reference);
const context = {
  ...silent,
  readFile: createFileReader({ coder, ontology: silent.reference.ontology }),
};
const started = performance.now();
const handle = await open(file, 'r');
const bytes = storedBytes(handle.fd, (await handle.stat()).size);
const report = await importFile(context, {
  principal: OPERATOR,
  file: { name: path.basename(file), bytes },
  kind: 'laborers',
});
const seconds = (performance.now() - started) / 1_000;
await handle.close();
await db.close();
const { rowsRead, created, unchanged, rejected } = report;
console.log(JSON.stringify({ rowsRead, created, unchanged, rejected, seconds, rssMb: peakRssMb() }));
