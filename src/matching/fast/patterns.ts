import { GENERAL_WORK, LEVELS, type Code } from '../../domain/occupation.ts';
import type { AskedCode } from '../asked-code.ts';
import type { PreparedOpening } from '../prepared-opening.ts';
import { affinityOf, type SkillProfile } from '../skill-affinity.ts';
import type { World } from '../world.ts';
import { int32Column, type Allocate } from './allocate.ts';
import { dictionary } from './dictionary.ts';

/**
 * Classes of laborers whose skill is the same wherever they hold nothing alike: by trade, by whether their holdings are known,
 * by whether they wish 普工.
 */
export const CLASS_COUNT = 6;

/** The class of a laborer, 0..5; see CLASS_COUNT. */
export function skillClass(hasTrade: boolean, isKnown: boolean, wishesGeneral: boolean): number {
  const trade = hasTrade ? 0 : isKnown ? 2 : 4;
  return trade + (wishesGeneral ? 1 : 0);
}

/** Whether a class has no trade: then trainee codes have a floor. */
function isWithoutTrade(skillsClass: number): boolean {
  return skillsClass >= 2;
}

/** Whether the holdings of a class are known: then a must without a holding drops. */
export function isKnownClass(skillsClass: number): boolean {
  return skillsClass < 4;
}

/** A key that openings ask for. */
interface AskedKey {
  readonly key: Code;
  readonly code: Code;
}

/** What openings ask for: different lists of (key, weight, must level). Two openings of a pattern have the same skill factor. */
export interface Patterns {
  readonly count: number;
  /** By opening. */
  readonly of: Int32Array;
  /** By pattern: how many openings, usable or not. */
  readonly openings: Int32Array;
  /** By pattern: how many musts with a level. */
  readonly musts: Int32Array;
  /** Class × count + pattern: the skill factor of who holds nothing alike. */
  readonly classSkill: Int32Array;
  readonly keys: readonly AskedKey[];
  /** Class × keys + key: affinity of who holds nothing alike, hundredths. */
  readonly classAffinity: Int32Array;
  /** By key: where its postings start; one more at the end. */
  readonly postingStart: Int32Array;
  readonly postingPattern: Int32Array;
  readonly postingWeight: Int32Array;
  /** Least level of a must (1 learner, 2 able, 3 proven); 0: no must. */
  readonly postingLevel: Int32Array;
}

interface Pattern {
  readonly asked: readonly AskedCode[];
  readonly weights: readonly number[];
}

/** Finds the patterns of openings, in the order of the openings. */
export function patternsOf(world: World, openings: readonly PreparedOpening[], allocate: Allocate): Patterns {
  const patterns = dictionary<Pattern>();
  const keys = dictionary<AskedKey>();
  const of = openings.map(({ asked, askedWeights }) =>
    patterns.idOf(patternKey(asked, askedWeights), () => ({ asked, weights: askedWeights })),
  );
  const counts = new Int32Array(patterns.values.length);
  for (const pattern of of) counts[pattern] = (counts[pattern] ?? 0) + 1;
  for (const { asked } of patterns.values) {
    for (const { key, code } of asked) keys.idOf(key, () => ({ key, code }));
  }
  const affinities = classAffinities(world, keys.values);
  const keyOf = (asked: AskedCode): number => keys.idOf(asked.key, () => asked);
  return {
    count: patterns.values.length,
    of: int32Column(allocate, of),
    openings: int32Column(allocate, counts),
    musts: int32Column(
      allocate,
      patterns.values.map(({ asked }) => asked.filter((each) => mustLevel(each) > 0).length),
    ),
    classSkill: int32Column(
      allocate,
      Array.from({ length: CLASS_COUNT }).flatMap((_class, skillsClass) =>
        patterns.values.map(({ asked, weights }) =>
          asked.reduce((sum, each, at) => {
            const affinity = affinities[skillsClass * keys.values.length + keyOf(each)] ?? 0;
            return sum + affinity * (weights[at] ?? 0);
          }, 0),
        ),
      ),
    ),
    keys: keys.values,
    classAffinity: int32Column(allocate, affinities),
    ...postings(patterns.values, keys.values.length, keyOf, allocate),
  };
}

function postings(
  patterns: readonly Pattern[],
  keyCount: number,
  keyOf: (asked: AskedCode) => number,
  allocate: Allocate,
): Pick<Patterns, 'postingStart' | 'postingPattern' | 'postingWeight' | 'postingLevel'> {
  const ofKey = Array.from({ length: keyCount }, (): [number, number, number][] => []);
  patterns.forEach(({ asked, weights }, pattern) => {
    asked.forEach((each, at) => ofKey[keyOf(each)]?.push([pattern, weights[at] ?? 0, mustLevel(each)]));
  });
  const start = [0];
  for (const list of ofKey) start.push((start.at(-1) ?? 0) + list.length);
  const all = ofKey.flat();
  return {
    postingStart: int32Column(allocate, start),
    postingPattern: int32Column(
      allocate,
      all.map(([pattern]) => pattern),
    ),
    postingWeight: int32Column(
      allocate,
      all.map(([, weight]) => weight),
    ),
    postingLevel: int32Column(
      allocate,
      all.map(([, , level]) => level),
    ),
  };
}

/** Affinities by class and key, from the reference with a laborer who holds nothing. */
function classAffinities(world: World, keys: readonly AskedKey[]): readonly number[] {
  return Array.from({ length: CLASS_COUNT }).flatMap((_class, skillsClass) => {
    const wishesGeneral = skillsClass % 2 === 1;
    const profile: SkillProfile = {
      holdings: [],
      recorded: new Set(),
      wishes: new Set(wishesGeneral ? [GENERAL_WORK] : []),
      hasTrade: !isWithoutTrade(skillsClass),
      affinities: new Map(),
    };
    return keys.map((key) => affinityOf(world.settings.ontology, profile, key).hundredths);
  });
}

function mustLevel({ need, minLevel, code }: AskedCode): number {
  if (need !== 'must' || minLevel === 'none' || code === GENERAL_WORK) return 0;
  return LEVELS.indexOf(minLevel) + 1;
}

function patternKey(asked: readonly AskedCode[], weights: readonly number[]): string {
  return asked.map((each, at) => `${each.key}\t${weights[at]}\t${mustLevel(each)}`).join('\n');
}
