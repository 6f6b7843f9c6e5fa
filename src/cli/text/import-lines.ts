import type { ImportBatch, ImportRow, RowCounts } from '../../domain/import-batch.ts';
import type { CheckedFile } from '../../flows/imports/stage-import.ts';

/** Rows that are printed to a person; `--json` gives all. */
const SHOWN_ROWS = 20;

const STATES: Readonly<Record<ImportBatch['state'], string>> = {
  checked: '已检查',
  reviewed: '已审核',
  applied: '已入库',
  discarded: '已丢弃',
  undone: '已撤销',
};
const OUTCOMES: Readonly<Record<ImportRow['outcome'], string>> = {
  new: '新增',
  changed: '变更',
  same: '相同',
  rejected: '退回',
  stale: '未入库（已被他人改动）',
};

/** A staged import for a person. */
export function batchLines(batch: ImportBatch): string[] {
  return [
    `${batch.id} ${STATES[batch.state]}：${batch.fileName}（${batch.kind}），读 ${batch.rowsRead} 行，${countWords(batch.counts)}`,
  ];
}

/** What a file would do, for a person: the counts, then the rows that change something or are refused. */
export function checkedLines(fileName: string, checked: CheckedFile): string[] {
  const rows = checked.rows.filter(({ outcome }) => outcome !== 'same' && outcome !== 'new');
  const rest = rows.length - SHOWN_ROWS;
  return [
    `${fileName}（试算，未入库）：读 ${checked.rows.length} 行，${countWords(checked.counts)}`,
    ...rows.slice(0, SHOWN_ROWS).flatMap(rowLines),
    ...(rest > 0 ? [`  … 另有 ${rest} 行，用 --json 查看全部`] : []),
  ];
}

/** One row: where it is, what it does, old → new or what is wrong. */
export function rowLines(
  row: Pick<ImportRow, 'sheet' | 'row' | 'outcome' | 'subject' | 'changes' | 'problems'>,
): string[] {
  const place = `${row.sheet === null ? '' : `${row.sheet} `}第 ${row.row} 行`;
  const subject = row.subject === null ? '' : ` ${row.subject}`;
  return [
    `  ${place} ${OUTCOMES[row.outcome]}${subject}`,
    ...row.changes.map(
      ({ label, before, after }) => `    ${label}：${before ?? '（空）'} → ${after ?? '（空）'}`,
    ),
    ...row.problems.map(({ column, value, message }) => `    ✗ ${column ?? ''}“${value}”：${message.zh}`),
  ];
}

function countWords(counts: RowCounts): string {
  const words = (Object.keys(OUTCOMES) as ImportRow['outcome'][])
    .filter((outcome) => outcome !== 'stale' || counts.stale > 0)
    .map((outcome) => `${OUTCOMES[outcome]} ${counts[outcome]}`);
  return words.join('，');
}
