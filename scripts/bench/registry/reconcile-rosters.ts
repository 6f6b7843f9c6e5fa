/** Stages two lists of so many people and compares them, as a process of its own. Argument: people; DATABASE_URL. */
import { openDatabase } from '../../../src/db/open-database.ts';
import type { Principal } from '../../../src/domain/broker.ts';
import { idCheckCharacter } from '../../../src/domain/id-number.ts';
import type { RosterOutcome, RosterRole } from '../../../src/flows/ports/roster.ts';
import { openReconciliation, runReconciliation } from '../../../src/flows/reconciliation/reconcile.ts';
import { stageRoster } from '../../../src/flows/reconciliation/stage-roster.ts';
import { peakRssMb } from '../machine.ts';
import { benchContext, benchCrypto } from '../night/bench-context.ts';

const OPERATOR: Principal = { name: 'bench', role: 'admin', scope: [''], brokerId: null };
/** Nine in ten of the survey are on last year's list. */
const NEW_SHARE = 0.1;
const ANSWERS = ['out', 'out', 'out', 'willing', 'willing', 'unwilling', 'unsaid', 'unable'] as const;

const people = Number(process.argv[2]);
// Made before the clock starts: a reader has them from its file.
const idNumbers = Array.from({ length: Math.ceil(people * (1 + NEW_SHARE)) }, (_, number) =>
  idNumberOf(number),
);
const db = await openDatabase({ url: process.env['DATABASE_URL'] ?? '', crypto: benchCrypto() });
const context = {
  ...benchContext(db),
  readRoster: (_file: object, { role, dated }: { readonly role: RosterRole; readonly dated: string }) =>
    rosterOf(role, dated),
};
const { id } = await openReconciliation(context, {
  principal: OPERATOR,
  area: '62',
  lastYear: 2025,
  surveyedOn: '2026-03-01',
});
const file = { name: 'made.csv', bytes: new Uint8Array() };
const started = performance.now();
for (const role of ['last', 'survey'] as const)
  await stageRoster(context, { principal: OPERATOR, id, role, file });
const staged = performance.now();
const { counts } = await runReconciliation(context, { principal: OPERATOR, id });
const compared = performance.now();
await db.close();
console.log(
  JSON.stringify({
    stageSeconds: (staged - started) / 1_000,
    compareSeconds: (compared - staged) / 1_000,
    cases: Object.values(counts ?? {}).reduce((sum, one) => sum + one, 0),
    rssMb: peakRssMb(),
  }),
);

async function* rosterOf(role: RosterRole, dated: string): AsyncGenerator<RosterOutcome> {
  const first = role === 'last' ? 0 : Math.floor(people * NEW_SHARE);
  for (let nth = 0; nth < people; nth += 1) {
    const number = first + nth;
    yield await Promise.resolve({
      kind: 'taken',
      row: {
        idNumber: idNumbers[number] ?? '',
        name: '样例',
        homeCode: `6205${String(21 + (number % 5))}${String(100 + (number % 20))}${String(200 + (number % 15))}`,
        says: role === 'last' ? 'out' : (ANSWERS[number % ANSWERS.length] ?? 'out'),
        dated,
        since: null,
        placeCode: '120111',
        employerName: null,
        sheet: null,
        row: nth + 2,
      },
    });
  }
}

/** A sound number of nobody: area 629999. */
function idNumberOf(number: number): string {
  const day = new Date(Date.UTC(1965, 0, 1 + Math.floor(number / 1_000))).toISOString().slice(0, 10);
  const first17 = `629999${day.replaceAll('-', '')}${String(number % 1_000).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
}
