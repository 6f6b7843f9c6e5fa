import type { Sql } from '../sql.ts';

/** A table with rows of people. */
export interface PersonTable {
  readonly table: string;
  /** SQL over its alias `t`: true for rows of the laborer `$1`. */
  readonly where: string;
}

/**
 * Every table with rows of a laborer, she herself first and rows after the rows that they refer to: found in the schema by
 * foreign keys, however many steps away, and by the column `laborer_id` where bulk tables have no foreign key. A table that is
 * added later cannot be forgotten.
 */
export async function tablesOfPeople(sql: Sql): Promise<readonly PersonTable[]> {
  const [links, loose] = [await sql.rows<Link>(LINKS), await sql.rows<{ table: string }>(LOOSE)];
  const found = new Map<string, string[]>([['laborer', ['t.id = $1']]]);
  const order = ['laborer'];
  for (let at = 0; at < order.length; at += 1) {
    const parent = order[at] ?? '';
    for (const link of links.filter((one) => one.parent === parent && one.child !== parent)) {
      const rows = (found.get(parent) ?? []).join(' or ').replaceAll(/\bt\./g, `${parent}_.`);
      const where = `t.${link.child_column} in (select ${parent}_.${link.parent_column} from ${parent} ${parent}_ where ${rows})`;
      const direct = parent === 'laborer' ? `t.${link.child_column} = $1` : where;
      found.set(link.child, [...(found.get(link.child) ?? []), direct]);
      // A table that is reached again moves behind the new parent.
      const known = order.indexOf(link.child);
      if (known > at) order.splice(known, 1);
      if (known > at || known === -1) order.push(link.child);
    }
  }
  for (const { table } of loose) {
    if (found.has(table)) continue;
    found.set(table, ['t.laborer_id = $1']);
    order.push(table);
  }
  return order.map((table) => ({ table, where: [...new Set(found.get(table))].join(' or ') }));
}

interface Link {
  child: string;
  child_column: string;
  parent: string;
  parent_column: string;
}

/** Foreign keys of one column; those of partitions stand for their parent's. */
const LINKS = `
  select child.relname::text as child, ca.attname::text as child_column,
    parent.relname::text as parent, pa.attname::text as parent_column
  from pg_constraint k
  join pg_class child on child.oid = k.conrelid
  join pg_class parent on parent.oid = k.confrelid
  join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = k.conkey[1]
  join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = k.confkey[1]
  where k.contype = 'f' and k.conparentid = 0 and not child.relispartition
    and child.relnamespace = 'public'::regnamespace and cardinality(k.conkey) = 1
  order by 1, 2`;

const LOOSE = `
  select c.relname::text as table from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'laborer_id' and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`;
