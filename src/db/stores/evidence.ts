import type { StabilityEvidence } from '../../domain/employer.ts';
import type { Sql } from '../sql.ts';

/** A fact as JSON and as a row of `stability_evidence`. */
export interface EvidenceRow {
  readonly kind: StabilityEvidence['kind'];
  readonly dated: string;
  readonly ended: string | null;
  readonly people: number | null;
  readonly placed: number | null;
}

/** The row of a fact. */
function evidenceRow(fact: StabilityEvidence): EvidenceRow {
  const blank = { ended: null, people: null, placed: null };
  switch (fact.kind) {
    case 'insured_headcount':
    case 'layoff':
      return { ...blank, kind: fact.kind, dated: fact.date, people: fact.people };
    case 'wage_arrears':
      return { ...blank, kind: fact.kind, dated: fact.from, ended: fact.to };
    case 'retention':
      return { ...blank, kind: fact.kind, dated: fact.date, people: fact.stayed, placed: fact.placed };
  }
}

/** The fact of a row. */
export function evidenceOf(row: EvidenceRow): StabilityEvidence {
  switch (row.kind) {
    case 'insured_headcount':
    case 'layoff':
      return { kind: row.kind, date: row.dated, people: row.people ?? 0 };
    case 'wage_arrears':
      return { kind: row.kind, from: row.dated, to: row.ended };
    case 'retention':
      return { kind: row.kind, date: row.dated, stayed: row.people ?? 0, placed: row.placed ?? 0 };
  }
}

/**
 * Adds facts of many employers. A fact is one by employer, kind and day: told again it changes nothing, told
 * otherwise the later word counts, and an end of arrears that is known stays. @returns keys of employers of
 * whom something new was told.
 */
export async function addEvidence(
  sql: Sql,
  told: readonly { readonly key: number; readonly evidence: readonly StabilityEvidence[] }[],
): Promise<Set<number>> {
  const rows = told.flatMap(({ key, evidence }) =>
    evidence.map((fact) => ({ employer_id: key, ...evidenceRow(fact) })),
  );
  if (rows.length === 0) return new Set();
  const changed = await sql.rows<{ employer_id: number }>(ADD, [JSON.stringify(distinctFacts(rows))]);
  return new Set(changed.map((row) => row.employer_id));
}

const ADD = `
  insert into stability_evidence as stored (employer_id, kind, dated, ended, people, placed)
  select employer_id, kind, dated, ended, people, placed
  from json_to_recordset($1::json)
    as given(employer_id int, kind text, dated date, ended date, people int, placed int)
  order by employer_id, kind collate "C", dated
  on conflict (employer_id, kind, dated) do update
  set ended = coalesce(excluded.ended, stored.ended), people = excluded.people, placed = excluded.placed
  where (coalesce(excluded.ended, stored.ended), excluded.people, excluded.placed)
    is distinct from (stored.ended, stored.people, stored.placed)
  returning employer_id`;

/** Makes the facts of one employer exactly these. */
export async function replaceEvidence(
  sql: Sql,
  key: number,
  evidence: readonly StabilityEvidence[],
): Promise<void> {
  const rows = distinctFacts(evidence.map((fact) => ({ employer_id: key, ...evidenceRow(fact) })));
  await sql.rows(REPLACE, [key, JSON.stringify(rows)]);
}

const REPLACE = `
  with given as materialized (
    select * from json_to_recordset($2::json) as input(kind text, dated date, ended date, people int, placed int)
  ), gone as (
    delete from stability_evidence e
    where employer_id = $1 and not exists (select from given g where g.kind = e.kind and g.dated = e.dated)
  )
  insert into stability_evidence (employer_id, kind, dated, ended, people, placed)
  select $1, kind, dated, ended, people, placed from given
  on conflict (employer_id, kind, dated) do update
  set ended = excluded.ended, people = excluded.people, placed = excluded.placed`;

/** The last word on each (employer, kind, day). */
function distinctFacts(rows: readonly (EvidenceRow & { readonly employer_id: number })[]): readonly object[] {
  return [...new Map(rows.map((row) => [`${row.employer_id} ${row.kind} ${row.dated}`, row])).values()];
}
