import { ABROAD } from '../domain/area.ts';
import { say } from '../domain/bilingual.ts';
import { isIsoDate } from '../domain/dates.ts';
import type { FieldProblem } from '../domain/errors.ts';
import { GENERAL_WORK } from '../domain/occupation.ts';
import type { Reference } from '../domain/reference.ts';

/** What is wrong with an area code of 6, 9 or 12 digits whose first six must be in the regions table. */
export function areaProblems(reference: Reference, code: string, path: string): FieldProblem[] {
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(code)) {
    return [problem(path, '行政区划代码应为 6、9 或 12 位数字', 'An area code has 6, 9 or 12 digits')];
  }
  if (reference.regions.has(code.slice(0, 6)) || code === ABROAD) return [];
  return [problem(path, `没有行政区划 ${code.slice(0, 6)}`, `There is no area ${code.slice(0, 6)}`)];
}

/** What is wrong with the id of an occupation (`welder`; `general` is 普工). */
export function occupationProblems(reference: Reference, code: string, path: string): FieldProblem[] {
  if (code === GENERAL_WORK || reference.ontology.occupations.has(code)) return [];
  return [problem(path, `没有工种 ${shown(code)}`, `There is no occupation ${shown(code)}`)];
}

/** What is wrong with a code that may be an occupation or a skill (`skill:锁边`). */
export function holdingProblems(reference: Reference, code: string, path: string): FieldProblem[] {
  if (reference.ontology.skills.has(code)) return [];
  if (occupationProblems(reference, code, path).length === 0) return [];
  return [problem(path, `没有工种或技能 ${shown(code)}`, `There is no occupation or skill ${shown(code)}`)];
}

/** What is wrong with a certificate code (`cert:…`). */
export function certificateProblems(reference: Reference, code: string, path: string): FieldProblem[] {
  if (reference.ontology.certificates.has(code)) return [];
  return [problem(path, `没有证书 ${shown(code)}`, `There is no certificate ${shown(code)}`)];
}

/** What is wrong with a calendar day. */
export function dateProblems(date: string | null | undefined, path: string): FieldProblem[] {
  if (date === undefined || date === null || isIsoDate(date)) return [];
  return [problem(path, '日期应为真实存在的 年-月-日', 'A date is a real day, YYYY-MM-DD')];
}

/** A problem of one field. */
export function problem(path: string, zh: string, en: string): FieldProblem {
  return { path, message: say(zh, en) };
}

/** A code as it may be echoed: long or number-like text could be personal data, so it is not. */
function shown(code: string): string {
  return code.length <= 40 && !/\d{7}/.test(code) ? `“${code}”` : '';
}
