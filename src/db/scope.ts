import type { AreaPrefix } from '../domain/area.ts';

/**
 * SQL that is true where an area code lies inside a scope, with the scope's parameters numbered from `first`.
 * Prefixes are of digits, so what lies inside `6211` sorts from `6211` to before `6211:` in collation C, and
 * an index on the column serves. Everywhere (`''`) asks nothing; an empty scope holds nothing.
 */
export function insideScope(
  column: string,
  scope: readonly AreaPrefix[],
  first: number,
): { readonly sql: string; readonly parameters: readonly string[] } {
  if (scope.includes('')) return { sql: 'true', parameters: [] };
  if (scope.length === 0) return { sql: 'false', parameters: [] };
  const ranges = scope.map(
    (_, at) => `(${column} >= $${first + at} and ${column} < ($${first + at}::text || ':') collate "C")`,
  );
  return { sql: `(${ranges.join(' or ')})`, parameters: scope };
}
