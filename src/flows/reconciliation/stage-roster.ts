import { isInside } from '../../domain/area.ts';
import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { ReconciliationId } from '../../domain/ids.ts';
import { SURVEY_ANSWERS } from '../../lists/reconciliation.ts';
import type { FlowContext } from '../context.ts';
import type { GivenFile, Rejection } from '../ports/files.ts';
import type { RosterRole, RosterRow } from '../ports/roster.ts';
import { findReconciliation } from './reconcile.ts';

/** Rows that go to the database at a time. */
const BATCH_ROWS = 10_000;
/** Rejected rows that are told one by one. */
const MOST_REJECTIONS = 1_000;

export interface StageRosterInput {
  readonly principal: Principal;
  readonly id: ReconciliationId;
  readonly role: RosterRole;
  readonly file: GivenFile;
  /** Told now and then how many rows were read. */
  readonly onProgress?: (rows: number) => void;
}

/** What became of a file; `rowsRead` = `accepted` + `rejected`. */
export interface RosterReport {
  readonly role: RosterRole;
  readonly fileName: string;
  readonly rowsRead: number;
  readonly accepted: number;
  readonly rejected: number;
  /** The first thousand. */
  readonly rejections: readonly Rejection[];
}

/**
 * Takes a file of a comparison in place of an earlier one of its role; good rows go in, bad ones are told.
 * @throws AppError `FILE_OUT_OF_SCOPE` where every row is of another area, `RECONCILIATION_BUSY`, or what is wrong with the file.
 */
export async function stageRoster(context: FlowContext, input: StageRosterInput): Promise<RosterReport> {
  const found = await findReconciliation(context, input, 'reconciliation.run');
  if (found.state === 'running') throw busy(found.id);
  if (context.readRoster === undefined) throw new Error('this process reads no rosters');
  const { role, file } = input;
  const today = await context.db.today();
  const dated = role === 'last' ? `${found.lastYear}-12-31` : found.surveyedOn;
  const outcomes = context.readRoster(file, { role, today, dated, lastYear: found.lastYear });
  return await context.db.transaction(async (stores) => {
    await stores.reconciliations.clearRows(found.id, role);
    const rejections: Rejection[] = [];
    let [accepted, rejected, outside] = [0, 0, 0];
    let batch: RosterRow[] = [];
    // One batch is written while the next one is read.
    let writing: Promise<void> = Promise.resolve();
    const flush = async (): Promise<void> => {
      await writing;
      writing = stores.reconciliations.stage(found.id, role, batch, SURVEY_ANSWERS);
      // Whoever waits for it next sees a failure; nobody else must.
      writing.catch(() => undefined);
      batch = [];
      input.onProgress?.(accepted + rejected);
    };
    for await (const outcome of outcomes) {
      const isOutside =
        outcome.kind === 'taken' &&
        outcome.row.homeCode !== null &&
        !isInside(found.area, outcome.row.homeCode);
      if (outcome.kind === 'taken' && !isOutside) {
        accepted += 1;
        batch.push(outcome.row);
        if (batch.length === BATCH_ROWS) await flush();
        continue;
      }
      rejected += 1;
      if (isOutside) outside += 1;
      const told = outcome.kind === 'taken' ? [outsideArea(outcome.row)] : outcome.rejections;
      if (rejections.length < MOST_REJECTIONS) rejections.push(...told);
    }
    if (accepted === 0 && outside > 0) throw wholeFileOutside(file.name, found.area);
    await flush();
    await writing;
    await stores.reconciliations.noteFile(found.id, role, { name: file.name, rows: accepted });
    return { role, fileName: file.name, rowsRead: accepted + rejected, accepted, rejected, rejections };
  });
}

function outsideArea(row: RosterRow): Rejection {
  return {
    sheet: row.sheet,
    row: row.row,
    column: '所属区域',
    value: row.homeCode ?? '',
    code: 'OUTSIDE_SCOPE',
    message: say(
      '该区域不在本次比对的地区内，请由所属县区比对',
      'This area is not the one that is compared; its own county must compare it',
    ),
  };
}

function wholeFileOutside(file: string, area: string): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'FILE_OUT_OF_SCOPE',
    message: say(
      `文件“${file}”里的人都不在比对地区 ${area} 内，没有采用`,
      `Nobody in the file "${file}" is of the area ${area}; it was not taken`,
    ),
    remedy: say(
      '多半拿了别县的表，请核对文件和地区',
      'Probably another county’s file: check the file and the area',
    ),
  });
}

function busy(id: ReconciliationId): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'RECONCILIATION_BUSY',
    message: say(`比对 ${id} 正在进行，不能换表格`, `${id} is running: its files cannot be changed`),
    remedy: say('请等它结束', 'Wait until it has ended'),
  });
}
