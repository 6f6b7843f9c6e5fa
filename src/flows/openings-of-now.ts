import { isDeepStrictEqual } from 'node:util';
import type { IsoDate } from '../domain/dates.ts';
import type { Employer } from '../domain/employer.ts';
import { keyOf, type EmployerId, type OpeningId } from '../domain/ids.ts';
import type { MatchOpening, MatchSettings } from '../domain/match-input.ts';
import type { Opening } from '../domain/opening.ts';
import type { StabilityScore } from '../domain/stability-score.ts';
import { stabilityScores } from '../stability/stability-score.ts';
import type { WorldContext } from './context.ts';
import { employerFacts, type EmployerFacts } from './employer-facts.ts';
import type { Database } from './ports/database.ts';
import type { OpeningMarks } from './ports/opening-store.ts';

/** All openings as the engine takes them, and the stability of every employer. */
export interface OpeningsOfNow {
  /** By id, ascending. An opening that is as it was when it was asked for before is the same object. */
  readonly openings: readonly MatchOpening[];
  readonly stabilities: ReadonlyMap<EmployerId, StabilityScore>;
}

interface KnownEmployers {
  readonly stamp: string;
  readonly all: readonly Employer[];
  /** The day of the stabilities. */
  readonly monday: IsoDate;
  readonly stabilities: ReadonlyMap<EmployerId, StabilityScore>;
}

/** What was read before; every opening is at least as new as its mark, and the employers as their stamp. */
interface Known {
  readonly marks: OpeningMarks;
  readonly openings: ReadonlyMap<OpeningId, MatchOpening>;
  readonly employers: KnownEmployers;
}

const knownOf = new WeakMap<Database, Known>();

/** From this share of changed openings on all are read: naming them costs more than it saves. */
const MOST_NAMED = 0.5;

/**
 * The openings as their rows say now or later. Of an earlier reading everything is used again that has not changed: an opening while
 * its row has the same mark, employers and what they are worth while their stamp and the day of the scores are the same.
 */
export async function openingsOfNow(
  { db }: Pick<WorldContext, 'db'>,
  { runDate, epoch }: Pick<MatchSettings, 'runDate' | 'epoch'>,
): Promise<OpeningsOfNow> {
  // Marks before rows: what changes in between has another mark the next time.
  const marks = await db.stores.openings.marks();
  const before = knownAt(db, marks.of);
  const kept = before === undefined ? [] : unchanged(marks, before);
  const changed = marks.byId.size - kept.length;
  const isMost = before === undefined || changed > MOST_NAMED * marks.byId.size;
  const rows = isMost
    ? await db.stores.openings.forMatching()
    : await readOnly(db, marks, new Set(kept.map((opening) => opening.id)));
  // After the openings: an importer that adds an employer and its openings in between leaves none without the other.
  const employers = await readEmployers(db, before, epoch.monday);
  const facts = employerFacts(employers.all, employers.stabilities, runDate);
  const read = rows.map((opening) => ({ ...opening, ...facts.of(opening) }));
  const openings = isMost ? read : inOrder([...kept.map((one) => withFacts(one, facts)), ...read]);
  knownOf.set(db, { marks, employers, openings: new Map(openings.map((opening) => [opening.id, opening])) });
  return { openings, stabilities: employers.stabilities };
}

/** Marks of a server that was started again say nothing of those before. */
function knownAt(db: Database, of: string): Known | undefined {
  const known = knownOf.get(db);
  return known?.marks.of === of ? known : undefined;
}

/** What is known of the openings whose rows have the marks that they had. */
function unchanged(marks: OpeningMarks, before: Known): MatchOpening[] {
  const same: MatchOpening[] = [];
  for (const [id, mark] of marks.byId) {
    const opening = before.marks.byId.get(id) === mark ? before.openings.get(id) : undefined;
    if (opening !== undefined) same.push(opening);
  }
  return same;
}

/** All others; one that has been withdrawn meanwhile is not among them. */
async function readOnly(
  db: Database,
  marks: OpeningMarks,
  without: ReadonlySet<OpeningId>,
): Promise<readonly Opening[]> {
  const ids = [...marks.byId.keys()].filter((id) => !without.has(id));
  return ids.length === 0 ? [] : await db.stores.openings.forMatching(ids);
}

async function readEmployers(
  db: Database,
  before: Known | undefined,
  monday: IsoDate,
): Promise<KnownEmployers> {
  const { employers } = db.stores;
  const stamp = await employers.stamp();
  const known = before?.employers;
  if (known?.stamp === stamp && known.monday === monday) return known;
  const all = known?.stamp === stamp ? known.all : await employers.all();
  return {
    stamp,
    all,
    monday,
    stabilities: sameWhereEqual(stabilityScores(all, monday), known?.stabilities),
  };
}

/** A score that is what it was is the same object: so it is seen at once that an opening is what it was. */
function sameWhereEqual(
  scores: ReadonlyMap<EmployerId, StabilityScore>,
  before: ReadonlyMap<EmployerId, StabilityScore> = new Map(),
): ReadonlyMap<EmployerId, StabilityScore> {
  const same = [...scores].map(([id, score]): [EmployerId, StabilityScore] => {
    const was = before.get(id);
    return [id, was !== undefined && isDeepStrictEqual(was, score) ? was : score];
  });
  return new Map(same);
}

function withFacts(opening: MatchOpening, facts: EmployerFacts): MatchOpening {
  return facts.areIn(opening) ? opening : { ...opening, ...facts.of(opening) };
}

function inOrder(openings: readonly MatchOpening[]): MatchOpening[] {
  return openings.toSorted((one, other) => keyOf(one.id) - keyOf(other.id));
}
