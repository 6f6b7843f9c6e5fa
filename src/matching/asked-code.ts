import { GENERAL_WORK, LEVELS, traineeCode, type Code } from '../domain/occupation.ts';
import type { OpeningRecord, Requirement } from '../domain/opening.ts';
import { compareBytes } from './tie-order.ts';

/** One code that an opening asks for, merged over its requirements. */
export interface AskedCode {
  /** The code that carries the weight: `welder`, `skill:锁边`, or `welder°` where no level is asked. */
  readonly key: Code;
  /** Without the trainee mark. */
  readonly code: Code;
  readonly need: Requirement['need'];
  readonly minLevel: Requirement['minLevel'];
}

/**
 * The codes that an opening asks for, by code: its requirements and, always, its own occupation (nice, and of
 * no level where only the title says it). Two requirements of one key are one: must wins, and the higher
 * level. 普工 has no trainee code. These keys are what an idf table counts, too.
 */
export function askedCodes(
  opening: Pick<OpeningRecord, 'occupation' | 'requirements'>,
): readonly AskedCode[] {
  const asked = new Map<Code, AskedCode>();
  for (const requirement of opening.requirements) {
    const next = toAsked(requirement);
    const before = asked.get(next.key);
    asked.set(next.key, before === undefined ? next : merge(before, next));
  }
  if (!opening.requirements.some((requirement) => requirement.code === opening.occupation)) {
    const own = toAsked({ code: opening.occupation, need: 'nice', minLevel: 'none' });
    asked.set(own.key, own);
  }
  return [...asked.values()].toSorted((one, other) => compareBytes(one.key, other.key));
}

function toAsked({ code, need, minLevel }: Requirement): AskedCode {
  const isTrainee = minLevel === 'none' && code !== GENERAL_WORK;
  return { key: isTrainee ? traineeCode(code) : code, code, need, minLevel };
}

function merge(one: AskedCode, other: AskedCode): AskedCode {
  return {
    ...one,
    need: one.need === 'must' || other.need === 'must' ? 'must' : 'nice',
    minLevel: rank(one.minLevel) >= rank(other.minLevel) ? one.minLevel : other.minLevel,
  };
}

/** -1 for no level, then the order of LEVELS. */
function rank(level: Requirement['minLevel']): number {
  return level === 'none' ? -1 : LEVELS.indexOf(level);
}
