import type { FieldProblem } from '../../domain/errors.ts';
import { problem } from '../check-codes.ts';
import type { FlowContext } from '../context.ts';
import type { OpeningDraft } from './describe-opening.ts';

/** An opening as a caller hands it in, with its employers by credit code. */
export interface SubmittedOpening {
  readonly draft: OpeningDraft;
  /** 用人单位. */
  readonly employerCreditCode: string;
  /** 用工单位; the same as the employer without 劳务派遣. */
  readonly worksiteCreditCode: string;
}

/** Looks all employers up in one query; gives a function from an opening to the problems of its credit codes. */
export async function unknownCreditCodes(
  context: FlowContext,
  openings: readonly SubmittedOpening[],
): Promise<(opening: SubmittedOpening) => FieldProblem[]> {
  const codes = new Set(openings.flatMap((one) => [one.employerCreditCode, one.worksiteCreditCode]));
  const known = await context.db.stores.employers.findByCreditCode([...codes]);
  return (opening) =>
    (['employerCreditCode', 'worksiteCreditCode'] as const)
      .filter((field) => !known.has(opening[field]))
      .map((field) =>
        problem(
          `/${field}`,
          '没有此信用代码的用人单位，请先登记',
          'No employer has this credit code; add the employer first',
        ),
      );
}

/** What makes two submissions the same opening: its number within the employer, else employer, title and place. */
export function openingKey({ employerCreditCode, draft }: SubmittedOpening): string {
  const name =
    draft.openingNo === undefined ? ['title', draft.title, draft.placeCode] : ['no', draft.openingNo];
  return JSON.stringify([employerCreditCode, ...name]);
}
