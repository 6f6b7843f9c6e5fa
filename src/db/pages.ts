import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import { isId, keyOf, makeId, type AnyId } from '../domain/ids.ts';
import type { Page, PageRequest } from '../flows/ports/paging.ts';

type Prefix = 'L' | 'O' | 'E' | 'R' | 'F' | 'J' | 'N' | 'M' | 'C' | 'I';

/**
 * The key after which a page begins; 0 for the first page.
 * @throws AppError `CURSOR_INVALID` when `after` is not an id of this listing.
 */
export function keyAfter(prefix: Prefix, page: PageRequest): number {
  if (page.after === null) return 0;
  if (isId(prefix, page.after)) return keyOf(page.after);
  throw new AppError({
    kind: 'invalid_input',
    code: 'CURSOR_INVALID',
    message: say('分页位置不合法', 'The page cursor is not valid'),
    remedy: say('使用上一页给出的 next', 'Use the `next` of the page before'),
  });
}

/**
 * A page of rows that were asked for with one more than the limit: the one more tells that there is a next
 * page.
 */
export function pageOf<Item extends { readonly id: AnyId }>(
  rows: readonly Item[],
  page: PageRequest,
): Page<Item> {
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: rows.length > page.limit && last !== undefined ? last.id : null };
}

/** The keys of ids. */
export function keysOf(ids: readonly AnyId[]): number[] {
  return ids.map((id) => keyOf(id));
}

/** The id of a key that may be null. */
export function idOrNull<P extends 'B' | 'S' | 'H'>(prefix: P, key: number | null): `${P}${number}` | null {
  return key === null ? null : makeId(prefix, key);
}
