import { maskIdNumber } from '../../domain/id-number.ts';
import { say } from '../../domain/bilingual.ts';
import { keyOf, makeId, type ReconciliationId } from '../../domain/ids.ts';
import type { Reconciliation, ReconciliationStore } from '../../flows/ports/reconciliation-store.ts';
import type { RosterRole, RosterRow } from '../../flows/ports/roster.ts';
import { notFound } from '../faults.ts';
import type { PersonalCrypto } from '../personal-crypto.ts';
import type { Sql } from '../sql.ts';
import { ID_NUMBER_HASH } from './laborer-cells.ts';
import { readCases } from './reconciliation-cases.ts';
import { APPLY, COMPARE } from './reconciliation-sql.ts';

/** Roles as numbers in rows. */
const ROSTER_ROLES: readonly RosterRole[] = ['last', 'survey', 'placements', 'insurance'];
/** A run that has not ended after this is taken for dead: two million rows take a minute. */
export const DEAD_AFTER = "interval '20 minutes'";
/** None starts until the transaction ends. */
export const HOLD_RECONCILIATIONS = `select pg_advisory_xact_lock(hashtextextended('longqiao:reconcile', 2))`;
/** Memory of one sort or join of the comparison; it has three at a time. */
const COMPARE_MEMORY = '256MB';
/** Rows of one piece of COPY. */
const PIECE_ROWS = 2_000;

/** Reconciliations in PostgreSQL. ID numbers go in as keyed hashes and masks. */
export function reconciliationStore(sql: Sql, crypto: PersonalCrypto): ReconciliationStore {
  return {
    create: async ({ area, lastYear, surveyedOn, startedBy }) => {
      // Rows of earlier comparisons of the area have served: they are personal data.
      await sql.rows(
        `with served as (
           update reconciliation set files = '{}' where area = $1 and state in ('done', 'applied') returning id
         )
         delete from reconciliation_row where reconciliation_id in (select id from served)`,
        [area],
      );
      const [row] = await sql.rows<ReconciliationDbRow>(
        `insert into reconciliation (area, last_year, surveyed_on, started_by) values ($1, $2, $3, $4) returning *`,
        [area, lastYear, surveyedOn, startedBy],
      );
      if (row === undefined) throw new Error('an insert gave no row');
      return reconciliationOf(row);
    },
    find: async (id) => {
      const [row] = await sql.rows<ReconciliationDbRow>('select * from reconciliation where id = $1', [
        keyOf(id),
      ]);
      return row === undefined ? null : reconciliationOf(row);
    },
    claim: async (id, by) => await claim(sql, id, by),
    release: async (id) => {
      await sql.rows(`update reconciliation set state = 'draft' where id = $1 and state = 'running'`, [
        keyOf(id),
      ]);
    },
    clearRows: async (id, role) => {
      await sql.rows('delete from reconciliation_row where reconciliation_id = $1 and role = $2', [
        keyOf(id),
        ROSTER_ROLES.indexOf(role),
      ]);
    },
    stage: async (id, role, rows, answers) => {
      await sql.copyIn(STAGE, copyPieces(crypto, { id, role, rows, answers }));
    },
    noteFile: async (id, role, file) => {
      await sql.rows(
        'update reconciliation set files = files || jsonb_build_object($2::text, $3::jsonb) where id = $1',
        [keyOf(id), role, JSON.stringify(file)],
      );
    },
    compare: async (id, table) => {
      await sql.rows('delete from reconciliation_case where reconciliation_id = $1', [keyOf(id)]);
      // Two million people are joined in memory, and the planner must know that they are so many.
      await sql.rows(
        `select set_config('work_mem', '${COMPARE_MEMORY}', true), set_config('jit', 'off', true)`,
      );
      await sql.rows('analyze reconciliation_row');
      const rows = await sql.rows<{ reconciled: number; people: number }>(COMPARE, [
        keyOf(id),
        table.map((one) => one.isOnLastList),
        table.map((one) => one.survey),
        table.map((one) => one.hasNewerRecord),
        table.map((one) => one.finding),
        table.map((one) => one.reconciled),
        table.map((one) => one.needsVisit),
      ]);
      return new Map(rows.map((row) => [row.reconciled, row.people]));
    },
    finish: async (id, counts) => {
      const [row] = await sql.rows<ReconciliationDbRow>(
        `update reconciliation set state = 'done', counts = $2 where id = $1 returning *`,
        [keyOf(id), JSON.stringify(counts)],
      );
      if (row === undefined) throw unknown(id);
      return reconciliationOf(row);
    },
    cases: async (id, filter, words) => await readCases(sql, id, filter, words),
    addFindings: async (id, findings, by) => {
      const done = await sql.rows(
        `insert into visit_finding (reconciliation_id, id_hash, found, found_on, found_by, note)
         select c.reconciliation_id, c.id_hash, given.found, given.found_on, $6, given.note
         from unnest($2::int[], $3::smallint[], $4::date[], $5::text[]) as given(number, found, found_on, note)
         join reconciliation_case c on c.reconciliation_id = $1 and c.number = given.number
         returning id`,
        [
          keyOf(id),
          findings.map((one) => one.number),
          findings.map((one) => one.found),
          findings.map((one) => one.foundOn),
          findings.map((one) => one.note),
          by,
        ],
      );
      return done.length;
    },
    apply: async (id, moves) => {
      const [row] = await sql.rows<{ moved: number }>(APPLY, [
        keyOf(id),
        moves.map((move) => move.reconciled),
        moves.map((move) => move.to),
        moves.map((move) => move.begin),
        moves.map((move) => move.end),
        moves.map((move) => move.endOfWilling),
        `reconciliation:${id}`,
      ]);
      const moved = row?.moved ?? 0;
      await sql.rows(
        `update reconciliation set state = 'applied', moved = coalesce(moved, 0) + $2 where id = $1`,
        [keyOf(id), moved],
      );
      return moved;
    },
  };
}

/** One at a time looks and marks, so that of two that start together one is told of the other. */
async function claim(
  sql: Sql,
  id: ReconciliationId,
  by: string,
): Promise<{ readonly runs: Reconciliation | null }> {
  await sql.rows(HOLD_RECONCILIATIONS);
  const [other] = await sql.rows<ReconciliationDbRow>(
    `select o.* from reconciliation o, reconciliation q
     where q.id = $1 and o.state = 'running' and o.started_at > now() - ${DEAD_AFTER}
       and (starts_with(o.area, q.area) or starts_with(q.area, o.area)) order by o.id limit 1`,
    [keyOf(id)],
  );
  if (other !== undefined) return { runs: reconciliationOf(other) };
  await sql.rows(
    `update reconciliation set state = 'running', started_at = now(), started_by = $2 where id = $1`,
    [keyOf(id), by],
  );
  return { runs: null };
}

const STAGE = `copy reconciliation_row (reconciliation_id, role, id_hash, id_masked, name, home_code, says, dated, since,
  place_code, employer_name, sheet, row_no) from stdin`;

function* copyPieces(
  crypto: PersonalCrypto,
  input: {
    readonly id: ReconciliationId;
    readonly role: RosterRole;
    readonly rows: readonly RosterRow[];
    readonly answers: readonly string[];
  },
): Generator<Uint8Array> {
  const begin = `${keyOf(input.id)}\t${ROSTER_ROLES.indexOf(input.role)}`;
  for (let from = 0; from < input.rows.length; from += PIECE_ROWS) {
    const lines = input.rows.slice(from, from + PIECE_ROWS).map((row) => {
      const hash = crypto.hash(row.idNumber, ID_NUMBER_HASH).toString('hex');
      const person = `\\\\x${hash}\t${maskIdNumber(row.idNumber)}\t${copyText(row.name)}\t${row.homeCode ?? NULL}`;
      const said = `${input.answers.indexOf(row.says)}\t${row.dated}\t${row.since ?? NULL}\t${row.placeCode ?? NULL}`;
      return `${begin}\t${person}\t${said}\t${copyText(row.employerName)}\t${copyText(row.sheet)}\t${row.row}`;
    });
    yield Buffer.from(`${lines.join('\n')}\n`);
  }
}

/** Null in COPY's text format. */
const NULL = '\\N';

/** A text in COPY's text format. */
function copyText(text: string | null): string {
  if (text === null) return NULL;
  if (!/[\\\t\n\r]/.test(text)) return text;
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

interface ReconciliationDbRow {
  id: number;
  area: string;
  last_year: number;
  surveyed_on: string;
  state: Reconciliation['state'];
  started_by: string;
  started_at: string | null;
  files: Reconciliation['files'];
  counts: Reconciliation['counts'];
  moved: number | null;
}

function reconciliationOf(row: ReconciliationDbRow): Reconciliation {
  return {
    id: makeId('Q', row.id),
    area: row.area,
    lastYear: row.last_year,
    surveyedOn: row.surveyed_on,
    state: row.state,
    startedBy: row.started_by,
    startedAt: row.started_at,
    files: row.files,
    counts: row.counts,
    moved: row.moved,
  };
}

function unknown(id: ReconciliationId): Error {
  return notFound('RECONCILIATION_UNKNOWN', say(`没有比对 ${id}`, `There is no reconciliation ${id}`));
}
