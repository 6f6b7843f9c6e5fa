import type { LaborAbility } from '../../src/domain/laborer.ts';
import type { Code, Holding, Level, Ontology } from '../../src/domain/occupation.ts';
import { pickFrom, pickSome } from './pick.ts';
import { between, chance, type Random } from './random.ts';

/** What a person can do, with the months that gave the level. */
export interface Abilities {
  readonly holdings: readonly Holding[];
  /** `null`: she has no trade, or the file would not say. */
  readonly months: number | null;
  readonly level: Level | null;
}

/**
 * Percent of people with a trade who are under 3 months and under 12 months in it; the others are past a year
 * (M).
 */
const UNDER_3_MONTHS_PERCENT = 8;
const UNDER_12_MONTHS_PERCENT = 24;
/** Percent of people with a trade whose months nobody wrote down. */
const MONTHS_UNKNOWN_PERCENT = 12;
/** Percent of holders of the legal certificate of their trade, by level (M). */
const LEGAL_CERTIFICATE_PERCENT: Readonly<Record<Level, number>> = { learner: 25, able: 78, proven: 93 };
/** Percent of those in food, care and service who hold the 健康证 already. */
const HEALTH_CERTIFICATE_PERCENT = 35;

/** The trade and some of its typical skills, all at one level. No trade: no holdings. */
export function drawAbilities(
  random: Random,
  ontology: Ontology,
  trade: Code | null,
  age: number,
): Abilities {
  if (trade === null) return { holdings: [], months: null, level: null };
  const months = drawMonths(random, age);
  const level = levelOf(months);
  const skills = ontology.occupations.get(trade)?.skills ?? [];
  const held =
    skills.length === 0 ? [] : pickSome(random, skills, between(random, 0, Math.min(3, skills.length)));
  return { holdings: [trade, ...held].map((code) => ({ code, level })), months, level };
}

/** Certificates of a trade: the legal ones by level, the health certificate by chance. */
export function drawCertificates(
  random: Random,
  ontology: Ontology,
  trade: Code | null,
  level: Level | null,
): readonly string[] {
  if (trade === null || level === null) return [];
  const held = new Set<string>();
  for (const gate of ontology.occupations.get(trade)?.gates ?? []) {
    const percent = gate.kind === 'on_hiring' ? HEALTH_CERTIFICATE_PERCENT : LEGAL_CERTIFICATE_PERCENT[level];
    if (gate.anyOf.length === 0 || !chance(random, percent)) continue;
    for (const code of pickFrom(random, gate.anyOf)) held.add(code);
  }
  return [...held];
}

/** 劳动能力; weak or half is likelier past 55. A few unable people stay on the lists, as in real files. */
export function drawLaborAbility(random: Random, age: number, level: Level | null): LaborAbility {
  const point = random() * 1000;
  if (point < 3) return point < 2 ? 'none' : 'lost';
  if (point < (age > 55 ? 120 : 30)) return 'weak_or_half';
  return level === 'proven' && chance(random, 60) ? 'skilled' : 'ordinary';
}

/** The level that months give (scoring.md §3): under 3 learner, under 12 able, then proven; unknown: able. */
function levelOf(months: number | null): Level {
  if (months === null) return 'able';
  if (months < 3) return 'learner';
  return months < 12 ? 'able' : 'proven';
}

function drawMonths(random: Random, age: number): number | null {
  const point = random() * 100;
  const years = random() * random();
  if (point < MONTHS_UNKNOWN_PERCENT) return null;
  const inTrade = point - MONTHS_UNKNOWN_PERCENT;
  if (inTrade < UNDER_3_MONTHS_PERCENT) return 1 + Math.floor(years * 2);
  if (inTrade < UNDER_12_MONTHS_PERCENT || age < 18) return 3 + Math.floor(years * 9);
  return 12 + Math.floor(years * Math.min(300, (age - 17) * 12));
}
