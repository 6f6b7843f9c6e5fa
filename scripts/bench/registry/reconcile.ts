import type { ProfileName } from '../profiles.ts';
import { progress, rounded } from '../report.ts';
import type { Measurement } from './measurement.ts';
import { runPart } from './run-part.ts';

/** People on last year's list, and as many in the survey: `stress` is the province. */
const PEOPLE: Readonly<Record<ProfileName, number>> = {
  tiny: 2_000,
  quick: 200_000,
  peak: 1_000_000,
  stress: 2_000_000,
};

interface Reconciled {
  readonly stageSeconds: number;
  readonly compareSeconds: number;
  readonly cases: number;
  readonly rssMb: number;
}

/**
 * A reconciliation: rows of both lists through keyed hashes into PostgreSQL (`reconcileStageSeconds`), then the comparison to
 * stored cases with their evidence; `reconcileSeconds` is both. Reading the files is the importers' and is measured there.
 */
export const reconcile: Measurement = {
  name: 'reconcile',
  async measure({ profile, database }) {
    const people = PEOPLE[profile.name];
    const url = await database('reconcile');
    progress(`comparing ${people} people with ${people}`);
    const done = await runPart<Reconciled>('reconcile-rosters.ts', [String(people)], url);
    progress(`compared: ${JSON.stringify(done)}`);
    return {
      reconcileSeconds: rounded(done.stageSeconds + done.compareSeconds),
      reconcileStageSeconds: rounded(done.stageSeconds),
      reconcileRssMb: rounded(Math.round(done.rssMb)),
    };
  },
};
