import type { Sql } from '../sql.ts';

/** A table with rows of people. */
export interface PersonTable {
  readonly table: string;
  /** SQL over its alias `t`: true for rows of the laborer `$1`. */
  readonly where: string;
}

/**
 * Every table with rows of a laborer, she herself first and rows after the rows that they refer to: found in the schema by
 * foreign keys, however many steps away, and where bulk tables have none by the columns `laborer_id` and `id_hash` (the keyed
 * hash of the ID number). A table that is added later cannot be forgotten. Files in which she has a row come last.
 */
export async function tablesOfPeople(sql: Sql): Promise<readonly PersonTable[]> {
  const links = await sql.rows<Link>(LINKS);
  const loose = await sql.rows<Loose>(LOOSE);
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
  for (const { table, column } of loose) {
    if (column === 'laborer_id' && found.has(table)) continue;
    if (!order.includes(table)) order.push(table);
    found.set(table, [...(found.get(table) ?? []), OF_COLUMN[column]]);
  }
  return [
    ...order.map((table) => ({ table, where: [...new Set(found.get(table))].join(' or ') })),
    ...IMPORTED,
  ];
}

const HER_HASH = 'select h.id_number_hash from laborer h where h.id = $1';

interface Loose {
  table: string;
  column: 'laborer_id' | 'id_hash';
}

const OF_COLUMN: Readonly<Record<Loose['column'], string>> = {
  laborer_id: 't.laborer_id = $1',
  id_hash: `t.id_hash in (${HER_HASH})`,
};

/** SQL over `t.batch_id`: true for imports whose file has a row of the laborer `$1`. */
export const IMPORTS_OF_HER = `t.batch_id in (select r.batch_id from import_row r where r.id_hash in (${HER_HASH}))`;

/** What imports keep of her beside her rows, which tell the files. */
const IMPORTED: readonly PersonTable[] = [
  { table: 'import_touched', where: `t.family = 'laborer' and t.subject_id = $1` },
  { table: 'import_file', where: IMPORTS_OF_HER },
];

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
  select c.relname::text as table, a.attname::text as column from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname in ('laborer_id', 'id_hash') and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1, 2 desc`;
