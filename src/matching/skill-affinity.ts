import { GENERAL_WORK, type Code, type Holding, type Level, type Ontology } from '../domain/occupation.ts';

/** How much a level counts, hundredths. */
const LEVEL_HUNDREDTHS: Readonly<Record<Level, number>> = { learner: 60, able: 85, proven: 100 };

/** Similarity of an asked and a held code, tenths. */
const SAME_CODE = 10;
/** Asked: an occupation of which she holds a typical skill. */
const OCCUPATION_OF_HELD_SKILL = 7;
/** Asked: a typical skill of her occupation that is not recorded with her. */
const SKILL_OF_HELD_OCCUPATION = 6;
const SAME_GROUP = 4;

/** A held code counts in full, or half where it lies outside her stated wishes and their groups; tenths. */
const WISHED = 10;
const OUTSIDE_WISHES = 5;

/** 普工, hundredths: nobody is missing it, those with a trade are worth more elsewhere, a wish goes first. */
const GENERAL_WISHED = 85;
const GENERAL_WITHOUT_TRADE = 70;
const GENERAL_WITH_TRADE = 45;

/** A requirement without a level (包教), hundredths: for those who wish it, and for those without a trade. */
export const TRAINEE_WISHED = 70;
const TRAINEE_WITHOUT_TRADE = 40;

/**
 * What a laborer brings, prepared once: her holdings without 普工, her wishes, and answers that were asked
 * before.
 */
export interface SkillProfile {
  readonly holdings: readonly HeldCode[];
  readonly recorded: ReadonlySet<Code>;
  readonly wishes: ReadonlySet<Code>;
  /** Whether she holds an occupation other than 普工. */
  readonly hasTrade: boolean;
  /** Affinity by asked code, with and without the trainee mark. */
  readonly affinities: Map<Code, Affinity>;
}

/** A holding with its wish weight, tenths. */
interface HeldCode extends Holding {
  readonly wishTenths: number;
}

/** How well she meets one asked code: hundredths, and what it comes from. */
export interface Affinity {
  readonly hundredths: number;
  readonly source:
    | { readonly kind: 'held'; readonly held: HeldCode; readonly similarityTenths: number }
    | { readonly kind: 'wish' }
    | { readonly kind: 'no_trade' }
    | { readonly kind: 'other_trade' }
    | { readonly kind: 'none' };
}

/**
 * Prepares a laborer's holdings and wishes. Unknown holdings count as none here; the rules list them to
 * check.
 */
export function skillProfileOf(
  ontology: Ontology,
  holdings: readonly Holding[],
  wishedOccupations: readonly Code[],
): SkillProfile {
  const wishes = new Set(wishedOccupations);
  const trades = holdings.filter((holding) => holding.code !== GENERAL_WORK);
  const wishedGroups = groupsOf(ontology, wishes);
  return {
    holdings: trades.map((holding) => ({
      ...holding,
      wishTenths: isOutsideWishes(ontology, holding.code, wishes, wishedGroups) ? OUTSIDE_WISHES : WISHED,
    })),
    recorded: new Set(holdings.map((holding) => holding.code)),
    wishes,
    hasTrade: trades.some((holding) => ontology.occupations.has(holding.code)),
    affinities: new Map(),
  };
}

/**
 * a of scoring.md §3 for one asked code: the best of ⌊(sim · level · wish + 50) / 100⌋ over her holdings,
 * hundredths. 普工 has no similarity; `isTrainee` adds the floors for those who wish the occupation or have no
 * trade.
 */
export function affinityOf(
  ontology: Ontology,
  profile: SkillProfile,
  asked: { readonly key: Code; readonly code: Code },
): Affinity {
  const known = profile.affinities.get(asked.key);
  if (known !== undefined) return known;
  const affinity = computeAffinity(ontology, profile, asked);
  profile.affinities.set(asked.key, affinity);
  return affinity;
}

/** ⌊(sim · level · wish + 50) / 100⌋: what one holding brings at a similarity in tenths; hundredths. */
export function heldHundredths(similarity: number, held: Pick<HeldCode, 'level' | 'wishTenths'>): number {
  return Math.floor((similarity * LEVEL_HUNDREDTHS[held.level] * held.wishTenths + 50) / 100);
}

/** Similarity of an asked and a held code, tenths 0..10. `recorded`: all codes that she holds. */
export function similarityTenths(
  ontology: Ontology,
  asked: Code,
  held: Code,
  recorded: ReadonlySet<Code>,
): number {
  if (asked === GENERAL_WORK || held === GENERAL_WORK) return 0;
  if (asked === held) return SAME_CODE;
  const askedOccupation = ontology.occupations.get(asked);
  const heldOccupation = ontology.occupations.get(held);
  if (askedOccupation !== undefined && askedOccupation.skills.includes(held)) return OCCUPATION_OF_HELD_SKILL;
  if (heldOccupation !== undefined && heldOccupation.skills.includes(asked)) {
    return recorded.has(asked) ? 0 : SKILL_OF_HELD_OCCUPATION;
  }
  const isSameGroup = askedOccupation !== undefined && askedOccupation.group === heldOccupation?.group;
  return isSameGroup ? SAME_GROUP : 0;
}

function computeAffinity(
  ontology: Ontology,
  profile: SkillProfile,
  asked: { readonly key: Code; readonly code: Code },
): Affinity {
  if (asked.code === GENERAL_WORK) return generalAffinity(profile);
  const best = bestHeld(ontology, profile, asked.code);
  if (asked.key === asked.code) return best;
  const floor = traineeFloor(profile, asked.code);
  return floor.hundredths > best.hundredths ? floor : best;
}

function bestHeld(ontology: Ontology, profile: SkillProfile, asked: Code): Affinity {
  let best: Affinity = { hundredths: 0, source: { kind: 'none' } };
  for (const held of profile.holdings) {
    const similarity = similarityTenths(ontology, asked, held.code, profile.recorded);
    const hundredths = heldHundredths(similarity, held);
    if (hundredths > best.hundredths) {
      best = { hundredths, source: { kind: 'held', held, similarityTenths: similarity } };
    }
  }
  return best;
}

function traineeFloor(profile: SkillProfile, code: Code): Affinity {
  if (profile.wishes.has(code)) return { hundredths: TRAINEE_WISHED, source: { kind: 'wish' } };
  return profile.hasTrade
    ? { hundredths: 0, source: { kind: 'none' } }
    : { hundredths: TRAINEE_WITHOUT_TRADE, source: { kind: 'no_trade' } };
}

function generalAffinity(profile: SkillProfile): Affinity {
  if (profile.wishes.has(GENERAL_WORK)) return { hundredths: GENERAL_WISHED, source: { kind: 'wish' } };
  return profile.hasTrade
    ? { hundredths: GENERAL_WITH_TRADE, source: { kind: 'other_trade' } }
    : { hundredths: GENERAL_WITHOUT_TRADE, source: { kind: 'no_trade' } };
}

/** Groups of the wished occupations; 普工 has no group, as it is like nothing. */
function groupsOf(ontology: Ontology, codes: ReadonlySet<Code>): ReadonlySet<string> {
  const groups = new Set<string>();
  for (const code of codes) {
    const group = code === GENERAL_WORK ? undefined : ontology.occupations.get(code)?.group;
    if (group !== undefined) groups.add(group);
  }
  return groups;
}

/** A skill belongs to the occupations it is typical of; it is outside where all of them are. */
function isOutsideWishes(
  ontology: Ontology,
  code: Code,
  wishes: ReadonlySet<Code>,
  wishedGroups: ReadonlySet<string>,
): boolean {
  if (wishes.size === 0) return false;
  const trades = ontology.skills.get(code)?.occupations ?? [code];
  const isInside = (trade: Code): boolean =>
    wishes.has(trade) || wishedGroups.has(ontology.occupations.get(trade)?.group ?? '');
  return trades.length > 0 && !trades.some(isInside);
}
