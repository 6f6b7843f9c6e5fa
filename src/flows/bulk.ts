import { say } from '../domain/bilingual.ts';
import { AppError, type FieldProblem } from '../domain/errors.ts';
import type { Upserted } from './ports/paging.ts';

/** What became of one record of a bulk write; `index` is its place in the request, from 0. */
export type BulkOutcome<Id> =
  | { readonly index: number; readonly status: Upserted<Id>['outcome']; readonly id: Id }
  | { readonly index: number; readonly status: 'rejected'; readonly error: AppError };

/** One record of a bulk write and its place in the request. */
export interface BulkItem<Item> {
  readonly index: number;
  readonly item: Item;
}

/**
 * Writes the records that pass, in one call of `write`, and says of every record what became of it, in request order.
 * A record whose key came before in the same request is rejected: which of the two holds must not depend on luck.
 */
export async function writeBulk<Item, Id>(
  items: readonly BulkItem<Item>[],
  steps: {
    readonly refuse: (item: Item) => AppError | null;
    readonly keyOf: (item: Item) => string;
    readonly write: (items: readonly Item[]) => Promise<readonly Upserted<Id>[]>;
  },
): Promise<BulkOutcome<Id>[]> {
  const seen = new Set<string>();
  const rejected: BulkOutcome<Id>[] = [];
  const accepted: BulkItem<Item>[] = [];
  for (const entry of items) {
    const key = steps.keyOf(entry.item);
    const error = seen.has(key) ? twiceInRequest() : steps.refuse(entry.item);
    if (error === null) accepted.push(entry);
    else rejected.push({ index: entry.index, status: 'rejected', error });
    seen.add(key);
  }
  const written = accepted.length === 0 ? [] : await steps.write(accepted.map(({ item }) => item));
  const taken = accepted.flatMap(({ index }, position): BulkOutcome<Id>[] => {
    const upserted = written[position];
    return upserted === undefined ? [] : [{ index, status: upserted.outcome, id: upserted.id }];
  });
  return [...taken, ...rejected].toSorted((a, b) => a.index - b.index);
}

/** The refusal of a record with wrong fields. */
export function invalidRecord(problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'INVALID_INPUT',
    message: say(`有 ${problems.length} 处不正确`, `${problems.length} field(s) are wrong`),
    remedy: say('按 problems 中的说明逐项修改后重试', 'Mend each field as problems says and try again'),
    problems,
  });
}

/** @throws AppError `INVALID_INPUT` when there is any problem. */
export function assertNoProblems(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw invalidRecord(problems);
}

function twiceInRequest(): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'TWICE_IN_REQUEST',
    message: say('同一请求中已有这条记录', 'The same request holds this record already'),
    remedy: say('每条记录只提交一次', 'Send each record once'),
  });
}
