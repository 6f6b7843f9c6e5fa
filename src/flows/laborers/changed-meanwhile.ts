import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import { maskPhone } from '../../domain/id-number.ts';
import {
  LABORER_FIELD_WORDS,
  recordField,
  shownField,
  type FieldDifference,
  type LaborerField,
  type LaborerVersion,
} from '../../domain/laborer-change.ts';
import type { Laborer, LaborerRecord } from '../../domain/laborer.ts';
import type { FlowContext } from '../context.ts';

/** What a refused change wanted. */
export interface RefusedChange {
  readonly record: LaborerRecord;
  readonly phone?: string | null;
  /** The version that its writer had read. */
  readonly version: number;
}

/**
 * The refusal for the second of two who change one person at once: field by field who changed what since, what stands there now
 * and what the refused change wanted. Nothing was written.
 * @param known the laborer as she is now.
 */
export async function changedMeanwhile(
  context: FlowContext,
  known: Laborer,
  refused: RefusedChange,
): Promise<AppError> {
  const versions = await context.db.stores.history.since(known.id, refused.version);
  const changes = differences(known, refused, versions);
  const who = [...new Set(versions.map((one) => one.actor ?? '?'))].join(', ');
  return new AppError({
    kind: 'conflict',
    code: 'CHANGED_MEANWHILE',
    message: say(
      `${known.id} 在您打开之后已被 ${who} 修改，您的修改没有保存`,
      `${known.id} was changed by ${who} since you read it; your change was not saved`,
    ),
    remedy: say(
      `对照 difference 中的两个版本，以版本 ${known.version} 重新提交`,
      `Compare both versions in difference and send it again for version ${known.version}`,
    ),
    problems: changes.map((one) => ({
      path: `/${one.field}`,
      message: say(
        `${one.label.zh}：现为“${one.now}”，您填的是“${one.yours}”`,
        `${one.label.en}: now "${one.now}", yours "${one.yours}"`,
      ),
    })),
    difference: { yourVersion: refused.version, currentVersion: known.version, changes },
  });
}

/** Of every field, its last change counts. */
function differences(
  known: Laborer,
  refused: RefusedChange,
  versions: readonly LaborerVersion[],
): FieldDifference[] {
  const last = new Map<LaborerField, LaborerVersion>();
  for (const version of versions) for (const field of version.fields) last.set(field, version);
  return [...last].map(([field, version]) => ({
    field,
    label: LABORER_FIELD_WORDS[field],
    now: shownField(valueNow(known, field)),
    yours: shownField(valueWanted(refused, known, field)),
    changedBy: version.actor,
    changedAt: version.at,
  }));
}

function valueNow(known: Laborer, field: LaborerField): unknown {
  if (field === 'phone') return known.phoneMasked;
  if (field === 'idNumber') return known.idNumberMasked;
  if (field === 'consents') return known.consents;
  return field === 'list' ? known.list : recordField(known, field);
}

/** A change says nothing of lists and ID numbers, and of a phone only where one is given: those stay. */
function valueWanted(refused: RefusedChange, known: Laborer, field: LaborerField): unknown {
  if (field === 'list' || field === 'idNumber' || field === 'consents') return valueNow(known, field);
  if (field !== 'phone') return recordField(refused.record, field);
  if (refused.phone === undefined) return known.phoneMasked;
  return refused.phone === null ? null : maskPhone(refused.phone);
}
