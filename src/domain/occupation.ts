/** An occupation's id (`welder`), a skill's code (`skill:锁边`), or a trainee code (`welder°`). */
export type Code = string;

/** The code of 普工: no trade. */
export const GENERAL_WORK: Code = 'general';

/** The mark of a requirement that asks for no level (包教, 学徒, 无经验): a code of its own for its weight. */
export const TRAINEE_MARK = '°';

/** 熟练程度: 学徒 / 熟练 / 精通(有证或满 12 个月). Ordered. */
export const LEVELS = ['learner', 'able', 'proven'] as const;
export type Level = (typeof LEVELS)[number];

/** One thing a person can do. */
export interface Holding {
  readonly code: Code;
  readonly level: Level;
  /** The words of the file that gave the code. */
  readonly words?: string;
}

/** 工种. Every occupation of the reference table. */
export interface Occupation {
  readonly id: Code;
  readonly zh: string;
  readonly en: string;
  /** 职业组, such as 建筑施工; two occupations of one group are alike (sim 4). */
  readonly group: string;
  readonly aliasesZh: readonly string[];
  readonly aliasesEn: readonly string[];
  /** Codes of the skills that are typical of it (`skill:…`). */
  readonly skills: readonly Code[];
  /** What the law asks of whoever does it; all gates must hold. */
  readonly gates: readonly CertificateGate[];
  readonly preferredCertificates: readonly string[];
  /** The usual monthly pay, low and high end, whole yuan. */
  readonly wageCnyPerMonth: readonly [number, number];
}

/** 技能. */
export interface Skill {
  readonly code: Code;
  readonly zh: string;
  /** Occupations of which it is typical. */
  readonly occupations: readonly Code[];
}

/** The tables of occupations and skills; built once by `reference/`. */
export interface Ontology {
  /** Version of the table, such as a date. */
  readonly version: string;
  readonly occupations: ReadonlyMap<Code, Occupation>;
  readonly skills: ReadonlyMap<Code, Skill>;
  readonly certificates: ReadonlyMap<string, Certificate>;
}

/** A kind of certificate people hold; `code` is stable (`cert:welding`). */
export interface Certificate {
  readonly code: string;
  readonly zh: string;
  readonly aliasesZh: readonly string[];
}

/**
 * One legal gate. `anyOf` holds alternatives (`/`, 或); every alternative lists certificates that must be held together (`+`).
 * `to_check`: the law depends on the post (按岗, 按工艺, load limits), so nobody is dropped and it is listed.
 * `on_hiring`: 健康证 and 职业健康体检 are obtained on hiring: kept, with a note.
 */
export interface CertificateGate {
  readonly kind: 'legal' | 'to_check' | 'on_hiring';
  readonly anyOf: readonly (readonly string[])[];
  /** The words of the source. */
  readonly words: string;
}

/** The trainee code of a code: `welder` gives `welder°`. */
export function traineeCode(code: Code): Code {
  return `${code}${TRAINEE_MARK}`;
}
