import type { EmployerId, OpeningId } from '../domain/ids.ts';
import type { MatchOpening } from '../domain/match-input.ts';
import type { Opening } from '../domain/opening.ts';
import type { Reference } from '../domain/reference.ts';
import type { StabilityScore } from '../domain/stability-score.ts';
import { prepareOpening, type PreparedOpening } from '../matching/prepared-opening.ts';
import { roadTable, type RoadTable } from '../matching/road-table.ts';
import { prepareWorld, type World } from '../matching/world.ts';
import { stabilityScores } from '../stability/stability-score.ts';
import type { WorldContext } from './context.ts';
import { employerFacts } from './employer-facts.ts';
import { newestKept } from './newest-kept.ts';
import type { Moment } from './ports/ranker.ts';
import { settingsOf } from './world.ts';

/** Moments that are kept ready per database: answers of the one before may still be under way. */
const MOMENTS_KEPT = 3;
/** Openings that are kept ready of a moment, some two kilobytes each. */
const OPENINGS_KEPT = 20_000;

/** What is known of a moment: settings, and openings as they were asked for. */
interface PairWorld {
  readonly world: World;
  readonly openings: Map<OpeningId, PreparedOpening>;
  readonly shown: Map<OpeningId, ShownOpening>;
  stabilities: ReadonlyMap<EmployerId, StabilityScore>;
}

const worlds = newestKept<PairWorld>(MOMENTS_KEPT);
const roadsByRegions = new WeakMap<Reference['regions'], RoadTable>();

/**
 * A world in which some openings are found by id, as their rows say at the moment or later: to check and explain single
 * pairs without preparing all openings. Withdrawn and unknown ones are not in it; `openings` is empty.
 */
export async function pairWorld(
  context: WorldContext,
  moment: Moment,
  ids: readonly OpeningId[],
): Promise<World> {
  return (await pairsShown(context, moment, ids)).world;
}

/** What is shown of an opening beside its score. */
interface ShownOpening {
  readonly opening: Opening;
  /** Names of its employers. */
  readonly employers: readonly (readonly [EmployerId, string])[];
}

/** The same world, and what is shown of the openings in it: as their rows say at the moment or later. */
export async function pairsShown(
  context: WorldContext,
  moment: Moment,
  ids: readonly OpeningId[],
): Promise<Pick<PairWorld, 'world' | 'shown'>> {
  const known = await knownAt(context, moment);
  const missing = [...new Set(ids)].filter((id) => !known.openings.has(id));
  if (missing.length > 0) await addOpenings(context, known, missing);
  return known;
}

async function knownAt(context: WorldContext, moment: Moment): Promise<PairWorld> {
  const { runDate, profileName, profileVersion, idfVersion } = moment.pins;
  const key = JSON.stringify([runDate, profileName, profileVersion, idfVersion, moment.stamp]);
  return await worlds(context.db, key, async () => await emptyAt(context, moment));
}

async function emptyAt(context: WorldContext, moment: Moment): Promise<PairWorld> {
  const settings = await settingsOf(context, moment.pins);
  const roads = roadsByRegions.get(settings.regions) ?? roadTable(settings.regions);
  roadsByRegions.set(settings.regions, roads);
  const openings = new Map<OpeningId, PreparedOpening>();
  const stabilities = context.ranker?.stabilities(moment) ?? everyStability(context, settings.epoch.monday);
  return {
    world: { ...prepareWorld(settings, []), openingsById: openings, roads },
    openings,
    shown: new Map(),
    stabilities: await stabilities,
  };
}

async function everyStability(context: WorldContext, monday: string): Promise<PairWorld['stabilities']> {
  return stabilityScores(await context.db.stores.employers.all(), monday);
}

async function addOpenings(
  context: WorldContext,
  known: PairWorld,
  ids: readonly OpeningId[],
): Promise<void> {
  for (const input of await readOpenings(context, known, ids)) {
    known.openings.set(input.id, prepareOpening(known.world.settings, input));
  }
  if (known.openings.size <= OPENINGS_KEPT) return;
  const wanted = new Set(ids);
  for (const id of known.openings.keys()) {
    if (wanted.has(id)) continue;
    known.openings.delete(id);
    known.shown.delete(id);
  }
}

async function readOpenings(
  context: WorldContext,
  known: PairWorld,
  ids: readonly OpeningId[],
): Promise<MatchOpening[]> {
  const { openings, employers } = context.db.stores;
  const { runDate, epoch } = known.world.settings;
  const rows = await openings.forMatching(ids);
  const employerIds = rows.flatMap((opening) => [opening.employerId, opening.worksiteEmployerId]);
  const found = employerIds.length === 0 ? [] : await employers.find([...new Set(employerIds)]);
  // An employer that came after the ranker looked: once more, from all employers.
  const isNew = rows.some((opening) => !known.stabilities.has(opening.worksiteEmployerId));
  if (isNew) known.stabilities = await everyStability(context, epoch.monday);
  const names = new Map(found.map((employer) => [employer.id, employer.name]));
  for (const opening of rows) {
    const own = [opening.employerId, opening.worksiteEmployerId];
    known.shown.set(opening.id, { opening, employers: own.map((id) => [id, names.get(id) ?? id] as const) });
  }
  const facts = employerFacts(found, known.stabilities, runDate);
  return rows.map((opening) => ({ ...opening, ...facts.of(opening) }));
}
