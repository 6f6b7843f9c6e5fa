/** Writes docs/openapi.json from the contracts of the API: `npx tsx scripts/build-openapi.ts`. */
import { writeFileSync } from 'node:fs';
import { openapiDocument } from '../src/api/contract/openapi-document.ts';

const target = new URL('../docs/openapi.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(openapiDocument(), null, 2)}\n`);
console.log('docs/openapi.json');
