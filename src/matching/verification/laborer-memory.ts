import type { AreaCode } from '../../domain/area.ts';
import type { MatchLaborer, MatchSettings } from '../../domain/match-input.ts';
import type { PlaceView } from '../place-view.ts';
import { prepareLaborer, type PreparedLaborer } from '../prepared-laborer.ts';
import type { SkillProfile } from '../skill-affinity.ts';

/** Profiles that are kept; a province has some ten thousand of places and as many of skills. */
const KEPT = 50_000;

/**
 * Prepares laborers one after the other. Those who live, start and wish alike share what was found of places, and those who
 * hold and wish alike what was found of skills: both depend on nothing else.
 */
export function laborerMemory(settings: MatchSettings): (laborer: MatchLaborer) => PreparedLaborer {
  const views = new Map<string, Map<AreaCode, PlaceView>>();
  const skills = new Map<string, SkillProfile>();
  return (laborer) => {
    const prepared = prepareLaborer(settings, laborer);
    const { homeCode, originCode, intention, holdings } = laborer;
    const placeKey = [homeCode, originCode, intention.areas.join(), intention.tiers.join()].join('|');
    const skillKey = JSON.stringify([holdings, intention.wishedOccupations]);
    return {
      ...prepared,
      placeViews: keptOr(views, placeKey, prepared.placeViews),
      skills: keptOr(skills, skillKey, prepared.skills),
    };
  };
}

function keptOr<Value>(kept: Map<string, Value>, key: string, value: Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= KEPT) kept.clear();
  kept.set(key, value);
  return value;
}
