import type { MatchLaborer } from '../../domain/match-input.ts';
import type { Rule } from '../eligibility/rule.ts';
import { employerSuspended } from '../eligibility/employer-suspended.ts';
import { openingBarred } from '../eligibility/opening-barred.ts';
import { openingClosed } from '../eligibility/opening-closed.ts';
import { openingFull } from '../eligibility/opening-full.ts';
import type { Pair } from '../pair.ts';
import { prepareLaborer } from '../prepared-laborer.ts';
import type { PreparedOpening } from '../prepared-opening.ts';
import type { World } from '../world.ts';

/** The rules that look at the opening alone. */
export const OPENING_RULES: readonly Rule[] = [openingClosed, openingFull, employerSuspended, openingBarred];

/** Stands where a rule wants a laborer and does not look at her. */
const NOBODY: MatchLaborer = {
  id: 'L1',
  homeCode: '',
  originCode: '',
  birthDate: '',
  matchConsent: null,
  intention: { areas: [], tiers: [], wishedOccupations: [], refusedOccupations: [] },
  isWilling: false,
  willingSince: null,
  groups: [],
  unknownGroups: [],
  refusals: [],
};

/** Bits of why nobody gets an opening: its data are invalid, its place is unknown, or from here on OPENING_RULES drop it. */
export const OPENING_INVALID = 1;
export const OPENING_PLACE_UNKNOWN = 2;
export const FIRST_RULE_BIT = 4;

/** Why nobody gets this opening at all; 0: it is sound, open, not full, not suspended and not barred. */
export function closedBits(world: World, opening: PreparedOpening): number {
  let bits = OPENING_RULES.reduce(
    (sum, rule, at) => (drops(world, opening, rule) ? sum | (FIRST_RULE_BIT << at) : sum),
    0,
  );
  if (opening.problem?.code === 'DATA_INVALID') bits |= OPENING_INVALID;
  if (opening.problem?.code === 'PLACE_UNKNOWN') bits |= OPENING_PLACE_UNKNOWN;
  return bits;
}

/** Whether a rule that looks at the opening alone drops it. */
function drops(world: World, opening: PreparedOpening, rule: Rule): boolean {
  return rule.verdict(pairWithNobody(world, opening)) === 'failed';
}

function pairWithNobody(world: World, opening: PreparedOpening): Pair {
  return { world, laborer: nobodyOf(world), opening, view: null };
}

const nobodies = new WeakMap<World, Pair['laborer']>();

function nobodyOf(world: World): Pair['laborer'] {
  const known = nobodies.get(world);
  if (known !== undefined) return known;
  const nobody = prepareLaborer(world.settings, NOBODY);
  nobodies.set(world, nobody);
  return nobody;
}
