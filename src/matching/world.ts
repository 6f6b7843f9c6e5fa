import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import type { ExclusionReason } from '../domain/exclusion-reason.ts';
import type { OpeningId } from '../domain/ids.ts';
import type { MatchOpening, MatchSettings } from '../domain/match-input.ts';
import { assertProfile } from '../domain/weights.ts';
import { prepareOpening, type PreparedOpening } from './prepared-opening.ts';
import { roadTable, type RoadTable } from './road-table.ts';

/** Openings and settings, prepared once; laborers are given to it one by one. */
export interface World {
  readonly settings: MatchSettings;
  /** In the order in which they were given; no answer depends on it. */
  readonly openings: readonly PreparedOpening[];
  readonly openingsById: ReadonlyMap<OpeningId, PreparedOpening>;
  /** Openings that cannot be matched (DATA_INVALID, PLACE_UNKNOWN): the run reports them. */
  readonly unusable: readonly { readonly openingId: OpeningId; readonly reason: ExclusionReason }[];
  readonly roads: RoadTable;
}

/**
 * Prepares openings for matching. `before`: a world whose prepared openings are taken over where they are the same objects, of the
 * same tables.
 * @throws AppError `WEIGHTS_INVALID` for a bad profile, `OPENING_TWICE` where two openings have one id.
 */
export function prepareWorld(
  settings: MatchSettings,
  openings: readonly MatchOpening[],
  before?: World,
): World {
  assertProfile(settings.profile);
  const known = before !== undefined && hasSameTables(before.settings, settings) ? before : undefined;
  const prepared = openings.map((opening) => {
    const found = known?.openingsById.get(opening.id);
    return found?.input === opening ? found : prepareOpening(settings, opening);
  });
  return {
    settings,
    openings: prepared,
    openingsById: byId(prepared),
    unusable: prepared.flatMap(({ input, problem }) =>
      problem === null ? [] : [{ openingId: input.id, reason: problem }],
    ),
    roads: known?.roads ?? roadTable(settings.regions),
  };
}

/** Whether all that an opening is prepared by is the same. */
function hasSameTables(one: MatchSettings, other: MatchSettings): boolean {
  const isSameIdf =
    one.idf === other.idf ||
    (one.idf.maximum === other.idf.maximum &&
      one.idf.thousandths.size === other.idf.thousandths.size &&
      [...one.idf.thousandths].every(([key, value]) => other.idf.thousandths.get(key) === value));
  return isSameIdf && one.ontology === other.ontology && one.regions === other.regions;
}

/** The opening with an id. @throws AppError `OPENING_UNKNOWN` (not_found). */
export function openingOf(world: World, openingId: OpeningId): PreparedOpening {
  const opening = world.openingsById.get(openingId);
  if (opening !== undefined) return opening;
  throw new AppError({
    kind: 'not_found',
    code: 'OPENING_UNKNOWN',
    message: say(`没有岗位 ${openingId}`, `There is no opening ${openingId}`),
    remedy: say('请核对岗位编号', 'Check the opening id'),
  });
}

function byId(openings: readonly PreparedOpening[]): ReadonlyMap<OpeningId, PreparedOpening> {
  const map = new Map<OpeningId, PreparedOpening>();
  for (const opening of openings) {
    if (map.has(opening.input.id)) throw givenTwice(opening.input.id);
    map.set(opening.input.id, opening);
  }
  return map;
}

function givenTwice(openingId: OpeningId): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'OPENING_TWICE',
    message: say(`岗位 ${openingId} 出现两次`, `Opening ${openingId} was given twice`),
    remedy: say('每个岗位只传一次', 'Give each opening once'),
  });
}
