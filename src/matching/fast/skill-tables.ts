import { GENERAL_WORK, LEVELS, traineeCode, type Code, type Ontology } from '../../domain/occupation.ts';
import { LEAST_SIMILARITY_TENTHS } from '../eligibility/must-skill-missing.ts';
import {
  heldHundredths,
  similarityTenths,
  skillProfileOf,
  TRAINEE_WISHED,
  type SkillProfile,
} from '../skill-affinity.ts';
import type { World } from '../world.ts';
import { byteColumn, int32Column, type Allocate } from './allocate.ts';
import { GrowingInts } from './growing-ints.ts';
import type { SkillHoldings } from './laborer-columns.ts';
import type { OpeningIndex } from './opening-index.ts';
import { skillClass } from './patterns.ts';
import { sortKeys } from './sort-keys.ts';

/**
 * What skill profiles bring to patterns. A profile has the skill of its class with every pattern but its exceptions: patterns
 * that ask for a key in which she is better than her class. Patterns with a must that she does not meet are no exceptions.
 */
export interface SkillTables {
  /** By profile: 0..5, see `skillClass`. */
  readonly class: Uint8Array;
  /** By profile: where its exceptions start, best first; one more at the end. */
  readonly start: Int32Array;
  readonly pattern: Int32Array;
  /** weight × skill factor. */
  readonly points: Int32Array;
  /** By profile: of how many openings a must is missing. */
  readonly mustMissing: Int32Array;
}

/** Codes that are like a held code, as far as openings ask for them. */
interface Likeness {
  readonly code: Code;
  readonly similarity: number;
}

/** Computes the tables of these profiles. */
export function skillTables(
  world: World,
  index: OpeningIndex,
  profiles: readonly SkillHoldings[],
  allocate: Allocate,
): SkillTables {
  const scratch = scratchOf(world, index);
  const classes: number[] = [];
  const mustMissing: number[] = [];
  const { start, pattern, points } = scratch.columns;
  start.clear();
  pattern.clear();
  points.clear();
  start.push(0);
  for (const given of profiles) {
    const { exceptions, skillsClass, missing } = scratch.exceptionsOf(given);
    classes.push(skillsClass);
    mustMissing.push(missing);
    for (let at = exceptions.length - 1; at >= 0; at -= 1) {
      const exception = exceptions[at] ?? 0;
      pattern.push(exception % PATTERN_RANGE);
      points.push(Math.floor(exception / PATTERN_RANGE));
    }
    start.push(pattern.length);
  }
  return {
    class: byteColumn(allocate, classes),
    start: start.column(allocate),
    pattern: pattern.column(allocate),
    points: points.column(allocate),
    mustMissing: int32Column(allocate, mustMissing),
  };
}

const scratches = new WeakMap<OpeningIndex, SkillScratch>();

/** The scratch memory of an index, kept with it: what codes are like costs far more than one more laborer. */
function scratchOf(world: World, index: OpeningIndex): SkillScratch {
  const known = scratches.get(index);
  if (known?.ontology === world.settings.ontology) return known;
  const scratch = new SkillScratch(world.settings.ontology, index);
  scratches.set(index, scratch);
  return scratch;
}

/** An exception in one double, so that exceptions sort by points: points · 2^24 + pattern. */
const PATTERN_RANGE = 2 ** 24;
/** Exceptions there is room for at first. */
const FIRST_EXCEPTIONS = 256;

interface Exceptions {
  /** Best last. */
  readonly exceptions: Float64Array;
  readonly skillsClass: number;
  readonly missing: number;
}

/** What is added up for one profile after the other. */
class SkillScratch {
  readonly ontology: Ontology;
  /** Where the columns of a table are collected. */
  readonly columns = { start: new GrowingInts(), pattern: new GrowingInts(), points: new GrowingInts() };
  /** Exceptions of the profile at hand. */
  #found = new Float64Array(FIRST_EXCEPTIONS);
  #spare = new Float64Array(FIRST_EXCEPTIONS);
  readonly #index: OpeningIndex;
  /** Different codes that openings ask for, and the keys of a code. */
  readonly #keysOfCode = new Map<Code, number[]>();
  readonly #keyNumbers = new Map<Code, number>();
  readonly #likenesses = new Map<Code, readonly Likeness[]>();
  /** By pattern: gained hundredths × thousandths, and musts that are met; zero between profiles. */
  readonly #gained: Int32Array;
  readonly #met: Int32Array;
  readonly #touched: number[] = [];
  readonly #isTouched: Uint8Array;
  readonly #mustOpenings: number;
  /** Best affinity and best level that stands for a must, by code, of the profile at hand. */
  readonly #best = new Map<Code, { hundredths: number; level: number }>();

  constructor(ontology: Ontology, index: OpeningIndex) {
    const { patterns } = index;
    this.ontology = ontology;
    this.#index = index;
    patterns.keys.forEach(({ key, code }, number) => {
      this.#keyNumbers.set(key, number);
      const keys = this.#keysOfCode.get(code);
      if (keys === undefined) this.#keysOfCode.set(code, [number]);
      else keys.push(number);
    });
    this.#gained = new Int32Array(patterns.count);
    this.#met = new Int32Array(patterns.count);
    this.#isTouched = new Uint8Array(patterns.count);
    this.#mustOpenings = patterns.openings.reduce(
      (sum, openings, pattern) => (patterns.musts[pattern] === 0 ? sum : sum + openings),
      0,
    );
  }

  exceptionsOf({ holdings, wishedOccupations }: SkillHoldings): Exceptions {
    const { ontology } = this;
    const profile = skillProfileOf(ontology, holdings ?? [], wishedOccupations);
    const isKnown = holdings !== null;
    const skillsClass = skillClass(profile.hasTrade, isKnown, profile.wishes.has(GENERAL_WORK));
    this.#findBest(profile);
    for (const [code, { hundredths, level }] of this.#best) {
      for (const key of this.#keysOfCode.get(code) ?? []) this.#gain(skillsClass, key, hundredths, level);
    }
    // A wish lifts a trainee key to at least TRAINEE_WISHED; what is held may have lifted it already.
    for (const code of profile.wishes) {
      const key = code === GENERAL_WORK ? undefined : this.#keyNumbers.get(traineeCode(code));
      if (key === undefined) continue;
      const held = Math.max(this.#best.get(code)?.hundredths ?? 0, this.#defaultOf(skillsClass, key));
      if (held < TRAINEE_WISHED) this.#gainFrom(key, TRAINEE_WISHED - held, 0);
    }
    return this.#collect(skillsClass, isKnown);
  }

  #findBest(profile: SkillProfile): void {
    const { ontology } = this;
    this.#best.clear();
    for (const held of profile.holdings) {
      for (const { code, similarity } of this.#likenessesOf(held.code)) {
        // What is recorded with her is not inferred from her occupation: ask again with her records.
        const isInferred = code !== held.code && profile.recorded.has(code);
        const tenths = isInferred
          ? similarityTenths(ontology, code, held.code, profile.recorded)
          : similarity;
        if (tenths === 0) continue;
        const hundredths = heldHundredths(tenths, held);
        const level = tenths >= LEAST_SIMILARITY_TENTHS ? LEVELS.indexOf(held.level) + 1 : 0;
        const best = this.#best.get(code);
        if (best === undefined) this.#best.set(code, { hundredths, level });
        else {
          best.hundredths = Math.max(best.hundredths, hundredths);
          best.level = Math.max(best.level, level);
        }
      }
    }
  }

  #likenessesOf(held: Code): readonly Likeness[] {
    const known = this.#likenesses.get(held);
    if (known !== undefined) return known;
    const { ontology } = this;
    const nothing: ReadonlySet<Code> = new Set();
    const likenesses = [...this.#keysOfCode.keys()]
      .map((code) => ({ code, similarity: similarityTenths(ontology, code, held, nothing) }))
      .filter(({ similarity }) => similarity > 0);
    this.#likenesses.set(held, likenesses);
    return likenesses;
  }

  #defaultOf(skillsClass: number, key: number): number {
    const { patterns } = this.#index;
    return patterns.classAffinity[skillsClass * patterns.keys.length + key] ?? 0;
  }

  #gain(skillsClass: number, key: number, hundredths: number, level: number): void {
    this.#gainFrom(key, Math.max(0, hundredths - this.#defaultOf(skillsClass, key)), level);
  }

  #gainFrom(key: number, gain: number, level: number): void {
    const { postingStart, postingPattern, postingWeight, postingLevel } = this.#index.patterns;
    if (gain === 0 && level === 0) return;
    const end = postingStart[key + 1] ?? 0;
    for (let at = postingStart[key] ?? 0; at < end; at += 1) {
      const pattern = postingPattern[at] ?? 0;
      const must = postingLevel[at] ?? 0;
      if (this.#isTouched[pattern] === 0) {
        this.#isTouched[pattern] = 1;
        this.#touched.push(pattern);
      }
      this.#gained[pattern] = (this.#gained[pattern] ?? 0) + gain * (postingWeight[at] ?? 0);
      if (must > 0 && must <= level) this.#met[pattern] = (this.#met[pattern] ?? 0) + 1;
    }
  }

  /** Reads what was gained, and clears it for the next profile. */
  #collect(skillsClass: number, isKnown: boolean): Exceptions {
    const { patterns, weights } = this.#index;
    let found = 0;
    if (this.#found.length < this.#touched.length) {
      this.#found = new Float64Array(2 * this.#touched.length);
      this.#spare = new Float64Array(2 * this.#touched.length);
    }
    let missing = isKnown ? this.#mustOpenings : 0;
    for (const pattern of this.#touched) {
      const musts = patterns.musts[pattern] ?? 0;
      const isMet = this.#met[pattern] === musts || !isKnown;
      if (isMet && isKnown && musts > 0) missing -= patterns.openings[pattern] ?? 0;
      const before = patterns.classSkill[skillsClass * patterns.count + pattern] ?? 0;
      const gained = this.#gained[pattern] ?? 0;
      const isInClass = musts === 0 || !isKnown;
      if (isMet && (gained > 0 || !isInClass)) {
        this.#found[found] = (before + gained) * weights.skill * PATTERN_RANGE + pattern;
        found += 1;
      }
      this.#gained[pattern] = 0;
      this.#met[pattern] = 0;
      this.#isTouched[pattern] = 0;
    }
    this.#touched.length = 0;
    sortKeys(this.#found, found, this.#spare);
    return { exceptions: this.#found.subarray(0, found), skillsClass, missing };
  }
}
