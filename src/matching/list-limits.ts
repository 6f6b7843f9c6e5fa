import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';

/** The longest list that is given; more is no help to a person and costs memory. */
const MAX_K = 1_000;

/** @throws AppError `K_INVALID` unless K is an integer 1..1,000. */
export function assertK(k: number): void {
  if (Number.isInteger(k) && k >= 1 && k <= MAX_K) return;
  throw new AppError({
    kind: 'invalid_input',
    code: 'K_INVALID',
    message: say(`数量 ${k} 不在 1 至 ${MAX_K} 之间`, `A list of ${k} is not within 1 to ${MAX_K}`),
    remedy: say(`请给出 1 至 ${MAX_K} 的整数`, `Give an integer from 1 to ${MAX_K}`),
  });
}

/** @throws AppError `EMPLOYER_CAP_INVALID` unless the cap is an integer from 1. */
export function assertEmployerCap(cap: number): void {
  if (Number.isInteger(cap) && cap >= 1) return;
  throw new AppError({
    kind: 'invalid_input',
    code: 'EMPLOYER_CAP_INVALID',
    message: say(`同一企业上限 ${cap} 不合法`, `An employer cap of ${cap} is not valid`),
    remedy: say('请给出不小于 1 的整数', 'Give an integer from 1'),
  });
}
