import { createKey } from '../../../src/flows/keys/create-key.ts';
import type { FlowContext } from '../../../src/flows/context.ts';
import { runNight } from '../../../src/flows/runs/run-night.ts';
import { BENCH_SEED, type BenchProfile } from '../profiles.ts';
import { progress } from '../report.ts';
import { runLoader } from '../night/run-loader.ts';

/** Loads a province and publishes its lists; gives a key that may read them. */
export async function prepareProvince(
  context: FlowContext,
  { url, profile }: { readonly url: string; readonly profile: BenchProfile },
): Promise<string> {
  await context.db.migrate();
  progress(`loading ${profile.openings} openings and ${profile.laborers} laborers of seed ${BENCH_SEED}`);
  await runLoader(url, { seed: BENCH_SEED, ...profile });
  progress('ranking the night');
  const order = {
    kind: 'manual',
    scope: '',
    requestId: 'bench',
    startedBy: 'bench',
    worker: 'bench',
  } as const;
  const run = await runNight(context, order);
  if (run.state !== 'published') throw new Error(`The night ended ${run.state}`);
  const principal = { name: 'bench', role: 'admin', scope: [''], brokerId: null } as const;
  const key = { label: 'bench', role: 'reader', scope: ['62'], brokerId: null } as const;
  return (await createKey(context, { principal, key })).secret;
}
