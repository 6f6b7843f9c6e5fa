import { say } from '../../domain/bilingual.ts';
import { LABORER_FIELD_WORDS } from '../../domain/laborer-change.ts';
import type { ImportedPart, ImportedRow, Rejection } from '../ports/files.ts';
import type { Upserted } from '../ports/paging.ts';

/**
 * Rows that disagree with what is stored of who somebody is: told, so that nobody takes them for done. `outcomes` are those of the
 * part's rows, in their order.
 */
export function conflictWarnings(part: ImportedPart, outcomes: readonly Upserted<string>[]): Rejection[] {
  if (part.kind !== 'laborers') return [];
  return part.rows.flatMap((row, at) => conflictsOf(row, outcomes[at]));
}

/** The same of one row. */
export function conflictsOf(
  { sheet, row }: Pick<ImportedRow<unknown>, 'sheet' | 'row'>,
  outcome: Upserted<string> | undefined,
): Rejection[] {
  return (outcome?.conflicts ?? []).map((field): Rejection => {
    const words = LABORER_FIELD_WORDS[field];
    const isMove = field === 'homeCode';
    return {
      sheet,
      row,
      column: words.zh,
      value: '',
      code: 'IDENTITY_CONFLICT',
      message: say(
        `${words.zh}与已登记的不同，已列入待核对清单，登记内容未变${isMove ? '；核对后请再导入此行' : ''}`,
        `The ${words.en} differs from what is registered; it is on the review list and the record stays${isMove ? '; import the row again once it is decided' : ''}`,
      ),
    };
  });
}
