import type { AreaPrefix } from '../domain/area.ts';
import { epochOf } from '../domain/epoch.ts';
import { AppError } from '../domain/errors.ts';
import { say } from '../domain/bilingual.ts';
import type { EmployerId } from '../domain/ids.ts';
import type { MatchSettings } from '../domain/match-input.ts';
import type { StabilityScore } from '../domain/stability-score.ts';
import { DEFAULT_PROFILE } from '../domain/weights.ts';
import { prepareWorld, type World } from '../matching/world.ts';
import type { WorldContext } from './context.ts';
import { readsOf } from './gathered-reads.ts';
import { newestKept } from './newest-kept.ts';
import { openingsOfNow } from './openings-of-now.ts';
import type { Database } from './ports/database.ts';
import type { Moment, WorldPins } from './ports/ranker.ts';
import { refreshIdf } from './runs/refresh-idf.ts';

/** Worlds that are kept ready per database: yesterday's may still be asked for while today's is built, and one spare. */
const WORLDS_KEPT = 3;

const worlds = newestKept<World>(WORLDS_KEPT);

/**
 * The world of today for an area, with the weights and the idf table of the newest published run that covers it (else the
 * default profile): what is ranked or explained now has the scores of the lists that its people were given. A run over
 * another county moves nothing here.
 */
export async function currentWorld(context: WorldContext, area: AreaPrefix): Promise<World> {
  return await worldOf(context, await currentPins(context, area));
}

/** What answers for an area have to know now: the data as they are, by the weights of the run that covers it. */
export async function currentMoment(context: WorldContext, area: AreaPrefix): Promise<Moment> {
  const [pins, now] = await Promise.all([currentPins(context, area), readsOf(context.db).now('now')]);
  return { pins, stamp: now?.stamp ?? '' };
}

/** The pins of today for an area. Builds the first idf table where there is none. */
export async function currentPins(context: WorldContext, area: AreaPrefix): Promise<WorldPins> {
  const reads = readsOf(context.db);
  const [now, latest] = await Promise.all([reads.now('now'), reads.latestPublished(area)]);
  return {
    runDate: now?.today ?? (await context.db.today()),
    profileName: latest?.profileName ?? DEFAULT_PROFILE.name,
    profileVersion: latest?.profileVersion ?? DEFAULT_PROFILE.version,
    idfVersion: latest?.idfVersion ?? (await newestIdfVersion(context)),
  };
}

/** The version of the newest idf table; the first one is built when there is none. */
export async function newestIdfVersion(context: WorldContext): Promise<number> {
  const table = await context.db.stores.settings.idf();
  return table?.version ?? (await refreshIdf(context));
}

/** The world of some pins, from memory while no opening, employer or setting has changed. */
export async function worldOf(context: WorldContext, pins: WorldPins): Promise<World> {
  // A run counts as its own pins: its progress moves with every shard, and must not look like another world.
  const { runDate, profileName, profileVersion, idfVersion } = pins;
  const stamp = await context.db.stores.openings.stamp();
  const key = JSON.stringify([runDate, profileName, profileVersion, idfVersion, stamp]);
  return await worlds(context.db, key, async () => await buildWorld(context, pins));
}

async function buildWorld(context: WorldContext, pins: WorldPins): Promise<World> {
  return (await buildAtMoment(context, pins)).world;
}

/** A world, the stamp of data that it knows at least, and what it took for the stability of every employer. */
export interface WorldAtMoment {
  readonly world: World;
  readonly moment: Moment;
  readonly stabilities: ReadonlyMap<EmployerId, StabilityScore>;
}

/** The world of a database that was built last: the next one takes over what it prepared. */
const latest = new WeakMap<Database, World>();

/** Builds the world of some pins from the rows of now. @throws AppError `PROFILE_UNKNOWN`, `IDF_UNKNOWN`. */
export async function buildAtMoment(context: WorldContext, pins: WorldPins): Promise<WorldAtMoment> {
  // Before the rows: what changes in between makes the next stamp.
  const stamp = await context.db.stores.openings.stamp();
  const settings = await settingsOf(context, pins);
  const { openings, stabilities } = await openingsOfNow(context, settings);
  const world = prepareWorld(settings, openings, latest.get(context.db));
  latest.set(context.db, world);
  return { world, moment: { pins, stamp }, stabilities };
}

/** The settings of some pins. @throws AppError `PROFILE_UNKNOWN`, `IDF_UNKNOWN`. */
export async function settingsOf(context: WorldContext, pins: WorldPins): Promise<MatchSettings> {
  const { settings } = context.db.stores;
  const [profile, idf, pairs] = await Promise.all([
    settings.profile(pins.profileName, pins.profileVersion),
    settings.idf(pins.idfVersion),
    settings.cooperationPairs(),
  ]);
  if (profile === null) throw unknownProfile(pins.profileName, pins.profileVersion);
  if (idf === null) throw unknownIdf(pins.idfVersion);
  return { runDate: pins.runDate, epoch: epochOf(pins.runDate), profile, idf, pairs, ...context.reference };
}

/** The refusal of a profile that is not stored. */
export function unknownProfile(name: string, version?: number): AppError {
  const which = version === undefined ? name : `${name} v${version}`;
  return new AppError({
    kind: 'not_found',
    code: 'PROFILE_UNKNOWN',
    message: say(`没有政策口径“${which}”`, `There is no policy profile "${which}"`),
    remedy: say(
      '可用：default、nearby_first、keep_east_widen_west、mutual_guarantee',
      'Known are default, nearby_first, keep_east_widen_west, mutual_guarantee',
    ),
  });
}

function unknownIdf(version: number): AppError {
  return new AppError({
    kind: 'internal',
    code: 'IDF_UNKNOWN',
    message: say(`没有第 ${version} 版词频表`, `There is no idf table of version ${version}`),
    remedy: say('运行 longqiao run start --refresh-idf', 'Run longqiao run start --refresh-idf'),
  });
}
