import { beforeAll, describe, expect, it } from 'vitest';
import type { MatchLaborer } from '../../src/domain/match-input.ts';
import type { MatchRun } from '../../src/domain/match-run.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import { worldOf } from '../../src/flows/world.ts';
import { listsChecksum } from '../../src/matching/checksum.ts';
import { encodeLaborers, laborerEncoder } from '../../src/matching/fast/encode-laborers.ts';
import { rankOpenings } from '../../src/matching/rank-openings.ts';
import { openTestDatabase } from '../support/database.ts';
import { contextOver, loadSeeds, openOwnQueue, runHere } from './seeded-world.ts';

describe('a run over the seeds by the fast engine', () => {
  let context: FlowContext;
  let run: MatchRun;
  const willing: MatchLaborer[] = [];

  beforeAll(async () => {
    context = contextOver({ db: await openTestDatabase(), queue: await openOwnQueue() });
    await loadSeeds(context);
    run = await runHere(context);
    for await (const batch of context.db.stores.laborers.willingForMatching([''], run.runDate))
      willing.push(...batch);
  }, 120_000);

  it('has the checksum that the reference gives', async () => {
    const world = await worldOf(context, run);
    const checksum = listsChecksum();
    for (const laborer of willing) checksum.add(rankOpenings(world, laborer, { k: run.topK }));
    expect(run.checksum).toBe(checksum.digest());
  }, 120_000);

  it('stores every list as the reference gives it, counts of reasons and all', async () => {
    const world = await worldOf(context, run);
    let at = 0;
    for await (const batch of context.db.stores.runs.lists(run.id)) {
      for (const list of batch) {
        expect(list).toEqual(rankOpenings(world, willing[at]!, { k: run.topK }));
        at += 1;
      }
    }
    expect(at).toBe(willing.length);
  }, 120_000);

  it('reads the same columns from the stream as from records', async () => {
    const { settings } = await worldOf(context, run);
    const encoder = laborerEncoder(settings);
    const ids = willing.map((laborer) => laborer.id);
    await context.db.stores.laborers.streamForMatching(ids, run.runDate, (laborer) => {
      encoder.addLaborer(laborer);
    });
    expect(encoder.finish()).toEqual(encodeLaborers(settings, willing));
  });
});
