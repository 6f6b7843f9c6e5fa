import { buildLaborerIndex, type LaborerIndex } from '../../../src/matching/fast/laborer-index.ts';
import { fastRankLaborers } from '../../../src/matching/fast/laborer-ranker.ts';
import { OpeningRanker } from '../../../src/matching/fast/opening-ranker.ts';
import type { RankingPlan } from '../../../src/matching/fast/ranking-plan.ts';
import { rankLaborers } from '../../../src/matching/rank-laborers.ts';
import { rankOpenings } from '../../../src/matching/rank-openings.ts';
import { prepareWorld, type World } from '../../../src/matching/world.ts';
import { SnapshotRanker } from '../../../src/ranking/snapshot-ranker.ts';
import { loadReference } from '../../../src/reference/load-reference.ts';
import type { BenchWork, ResultOf } from './bench-work.ts';
import { rankChunks } from './rank-chunks.ts';

/** Does the work of one thread, and keeps what later work needs. */
export class BenchWorker {
  #plan: RankingPlan | undefined;
  #ranker: OpeningRanker | undefined;
  #laborers: LaborerIndex | undefined;
  #world: World | undefined;
  #snapshot: SnapshotRanker | undefined;

  run(work: BenchWork): ResultOf<BenchWork['kind']> {
    switch (work.kind) {
      case 'spin':
        return spin(work.rounds);
      case 'plan':
        this.#plan = work.plan;
        this.#ranker = undefined;
        this.#laborers = undefined;
        return true;
      case 'rank':
        this.#ranker ??= new OpeningRanker(given(this.#plan));
        return rankChunks(this.#ranker, work);
      case 'world':
        this.#world = prepareWorld(work.settings, work.openings);
        return true;
      case 'referenceLists':
        return work.laborers.map((laborer) => rankOpenings(given(this.#world), laborer, { k: work.k }));
      case 'referenceShortlists':
        return work.openings.map((id) => rankLaborers(given(this.#world), id, work.laborers, { k: work.k }));
      case 'snapshot':
        this.#snapshot = new SnapshotRanker(work.snapshot, loadReference());
        return true;
      case 'recommend':
        return given(this.#snapshot).recommend(work.laborer, [], work.k);
      case 'shortlist': {
        const plan = given(this.#plan);
        this.#laborers ??= buildLaborerIndex(plan);
        return fastRankLaborers(given(this.#world), plan, this.#laborers, work.opening, { k: work.k });
      }
    }
  }
}

/** A chain of multiplications that no compiler can shorten. */
function spin(rounds: number): number {
  let value = 1;
  for (let round = 0; round < rounds; round += 1) value = (Math.imul(value, 0x01000193) ^ round) | 0;
  return value;
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The thread was asked before it was given what it needs');
  return value;
}
