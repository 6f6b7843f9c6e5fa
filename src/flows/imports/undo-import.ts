import { say, type Bilingual } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { ImportBatch } from '../../domain/import-batch.ts';
import type { ImportId } from '../../domain/ids.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { Standing } from '../ports/import-store.ts';
import { assertState, assertVisible, findImport } from './find-import.ts';

/**
 * Takes an applied import back as a whole: what it made is taken out, what it changed is as it was. Not once others have built
 * on it. A second time changes nothing.
 * @throws AppError `FORBIDDEN`, `IMPORT_UNKNOWN`, `IMPORT_STATE`; `IMPORT_BUILT_ON` with what stands on it, in numbers;
 *   `IMPORT_TOO_OLD` once the way back was deleted.
 */
export async function undoImport(
  context: FlowContext,
  input: { readonly principal: Principal; readonly importId: ImportId },
): Promise<ImportBatch> {
  const { principal, importId } = input;
  authorize(principal, 'import.run');
  await context.db.transaction(async (stores) => {
    const batch = assertVisible(principal, importId, await stores.imports.lock(importId));
    assertState(batch, ['applied', 'undone']);
    if (batch.state === 'undone') return;
    if (batch.isForgotten) throw tooOld(batch);
    const standing = await stores.imports.standing(importId);
    if (standing.length > 0) throw builtOn(batch, standing);
    await stores.history.writeAs({ actor: principal.name, source: importId });
    await stores.imports.restore(importId);
    await stores.imports.move(importId, 'undone');
    await stores.audit.add({
      actor: principal.name,
      action: 'import.undo',
      subject: importId,
      purpose: null,
    });
  });
  return await findImport(context, principal, importId);
}

const WHAT: Readonly<Record<Standing['what'], (count: number) => Bilingual>> = {
  later_change: (count) => say(`${count} 条记录此后又被修改`, `${count} record(s) changed since`),
  referral: (count) => say(`${count} 条记录已有职业介绍`, `${count} record(s) with a referral since`),
  fair: (count) => say(`${count} 条记录已排入招聘会`, `${count} record(s) in a job fair`),
  published: (count) => say(`${count} 人已在发布的推荐中`, `${count} person(s) in published recommendations`),
  opening: (count) => say(`${count} 家企业已有其他岗位`, `${count} employer(s) with other openings`),
};

function builtOn(batch: ImportBatch, standing: readonly Standing[]): AppError {
  const words = standing.map(({ what, count }) => WHAT[what](count));
  return new AppError({
    kind: 'conflict',
    code: 'IMPORT_BUILT_ON',
    message: say(
      `导入 ${batch.id} 之后已有新的业务，不能整体撤销：${words.map(({ zh }) => zh).join('；')}`,
      `Others have built on import ${batch.id}, so it cannot be undone as a whole: ${words.map(({ en }) => en).join('; ')}`,
    ),
    remedy: say('请逐条更正有误的记录', 'Correct the records that are wrong one by one'),
    problems: standing.map(({ what, count }) => ({ path: what, message: WHAT[what](count) })),
  });
}

function tooOld(batch: ImportBatch): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'IMPORT_TOO_OLD',
    message: say(
      `导入 ${batch.id} 已过保留期，原状已删除，不能撤销`,
      `Import ${batch.id} is past its retention: what was there before is deleted`,
    ),
    remedy: say('请逐条更正有误的记录', 'Correct the records that are wrong one by one'),
  });
}
