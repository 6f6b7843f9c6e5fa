import { areaPrefix, type AreaCode, type AreaPrefix } from '../domain/area.ts';
import { ageOn } from '../domain/dates.ts';
import type { OpeningId } from '../domain/ids.ts';
import type { MatchLaborer, MatchSettings } from '../domain/match-input.ts';
import type { PastRefusal } from '../domain/referral.ts';
import { laborerProblem, type InputProblem } from './input-problem.ts';
import type { PlaceView } from './place-view.ts';
import { skillProfileOf, type SkillProfile } from './skill-affinity.ts';
import { bucketOf } from './tie-order.ts';

/** A laborer with what is computed once for all her pairs. */
export interface PreparedLaborer {
  readonly input: MatchLaborer;
  /** DATA_INVALID or PLACE_UNKNOWN: then she has no score with any opening. */
  readonly problem: InputProblem | null;
  /** Completed years at the run date; `null` where the birth date is invalid. */
  readonly age: number | null;
  readonly skills: SkillProfile;
  /** Her named areas as prefixes, most wanted first. */
  readonly areaPrefixes: readonly AreaPrefix[];
  readonly refusals: ReadonlyMap<OpeningId, readonly PastRefusal[]>;
  /** 0..63, spreads ties. */
  readonly bucket: number;
  /** Views of places that were asked before. */
  readonly placeViews: Map<AreaCode, PlaceView>;
}

/** Prepares a laborer for any number of pairs. A record that cannot be matched is kept with its problem. */
export function prepareLaborer(settings: MatchSettings, input: MatchLaborer): PreparedLaborer {
  const problem = laborerProblem(input, settings);
  const hasAge = problem?.code !== 'DATA_INVALID';
  return {
    input,
    problem,
    age: hasAge ? ageOn(input.birthDate, settings.runDate) : null,
    skills: skillProfileOf(settings.ontology, input.holdings ?? [], input.intention.wishedOccupations),
    areaPrefixes: input.intention.areas.map(areaPrefix),
    refusals: groupByOpening(input.refusals),
    bucket: bucketOf(input.id),
    placeViews: new Map(),
  };
}

function groupByOpening(refusals: readonly PastRefusal[]): ReadonlyMap<OpeningId, readonly PastRefusal[]> {
  const groups = new Map<OpeningId, PastRefusal[]>();
  for (const refusal of refusals) {
    const group = groups.get(refusal.openingId);
    if (group === undefined) groups.set(refusal.openingId, [refusal]);
    else group.push(refusal);
  }
  return groups;
}
