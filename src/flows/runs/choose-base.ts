import { createHash } from 'node:crypto';
import { isInForce } from '../../domain/area.ts';
import { epochOf } from '../../domain/epoch.ts';
import type { MatchRun, WholeReason } from '../../domain/match-run.ts';
import type { Reference } from '../../domain/reference.ts';
import { ENGINE_VERSION } from '../../matching/engine-version.ts';
import { MEMORY_SHAPE } from '../../matching/memory/list-memory.ts';
import type { FlowContext } from '../context.ts';
import type { NewRun } from '../ports/run-store.ts';
import { settingsOf } from '../world.ts';

/** What a new run pins before it is known over which base it stands. */
export type RunPins = Omit<NewRun, 'basis' | 'baseRunId' | 'wholeReason'>;

/**
 * Over which run a new one can be incremental: the newest published whole run of the same scope, if every list depends on the same
 * epoch, profile, idf table, length, settings and rules, and no day went back. Else the reason why the new one is whole.
 * @throws what `settingsOf` refuses.
 */
export async function chooseBase(
  context: FlowContext,
  pins: RunPins,
  isAskedWhole: boolean,
): Promise<Pick<NewRun, 'basis' | 'baseRunId' | 'wholeReason'>> {
  const basis = await basisOf(context, pins);
  if (isAskedWhole) return { basis, wholeReason: 'asked' };
  const base = await context.db.stores.runs.newestBase(pins.scope);
  if (base === null) return { basis, wholeReason: 'no_base' };
  const wholeReason = differenceOf(base.run, pins) ?? (base.basis === basis ? null : 'settings_changed');
  return wholeReason === null ? { basis, baseRunId: base.run.id } : { basis, wholeReason };
}

function differenceOf(base: MatchRun, pins: RunPins): WholeReason | null {
  if (base.epochWeek !== pins.epochWeek) return 'epoch_changed';
  if (base.profileName !== pins.profileName || base.profileVersion !== pins.profileVersion)
    return 'profile_changed';
  if (base.idfVersion !== pins.idfVersion) return 'idf_changed';
  if (base.topK !== pins.topK) return 'top_k_changed';
  return pins.runDate < base.runDate ? 'date_went_back' : null;
}

/** SHA-256 over everything that all lists depend on alike, besides what a run's own row names. */
async function basisOf(context: FlowContext, pins: RunPins): Promise<string> {
  const { profile, pairs, idf } = await settingsOf(context, pins);
  const hash = createHash('sha256');
  hash.update(JSON.stringify([ENGINE_VERSION, MEMORY_SHAPE, epochOf(pins.runDate), profile, idf.version]));
  // Of a pair that is in force on both days, or on neither, nothing changes between them.
  hash.update(JSON.stringify(pairs.map((pair) => [pair, isInForce(pair, pins.runDate)])));
  hash.update(digestOf(context.reference));
  return hash.digest('hex');
}

const digests = new WeakMap<Reference, string>();

/** Of the tables that ship: an update of the program can bring others. */
function digestOf(reference: Reference): string {
  const known = digests.get(reference);
  if (known !== undefined) return known;
  const text = JSON.stringify([reference.ontology, reference.regions], (_key, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
  const digest = createHash('sha256').update(text).digest('hex');
  digests.set(reference, digest);
  return digest;
}
