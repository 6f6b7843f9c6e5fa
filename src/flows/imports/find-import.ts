import { say } from '../../domain/bilingual.ts';
import { isInScope, type Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { ImportBatch, ImportState } from '../../domain/import-batch.ts';
import type { ImportId } from '../../domain/ids.ts';
import type { FlowContext } from '../context.ts';

/** @throws AppError `IMPORT_UNKNOWN`: none, or uploaded for areas that are not all the principal's. */
export async function findImport(
  context: FlowContext,
  principal: Principal,
  id: ImportId,
): Promise<ImportBatch> {
  return assertVisible(principal, id, await context.db.stores.imports.find(id));
}

/** The same for a batch that was read already. */
export function assertVisible(principal: Principal, id: ImportId, batch: ImportBatch | null): ImportBatch {
  if (batch !== null && batch.scope.every((area) => isInScope(principal.scope, area))) return batch;
  throw new AppError({
    kind: 'not_found',
    code: 'IMPORT_UNKNOWN',
    message: say(`没有导入 ${id}，或不在您的管辖范围内`, `There is no import ${id} in your scope`),
    remedy: say('核对编号，形如 I12', 'Check the id; it looks like I12'),
  });
}

const STATE_WORDS: Readonly<Record<ImportState, { readonly zh: string; readonly en: string }>> = {
  checked: say('已检查、未审核', 'checked, not reviewed'),
  reviewed: say('已审核、未入库', 'reviewed, not applied'),
  applied: say('已入库', 'applied'),
  discarded: say('已丢弃', 'thrown away'),
  undone: say('已撤销', 'undone'),
};

/** @throws AppError `IMPORT_NOT_REVIEWED`, or `IMPORT_STATE` naming the state that it is in and what can be done. */
export function assertState(batch: ImportBatch, allowed: readonly ImportState[]): void {
  if (allowed.includes(batch.state)) return;
  const { zh, en } = STATE_WORDS[batch.state];
  const mustReview = batch.state === 'checked' && allowed.includes('reviewed');
  throw new AppError({
    kind: 'conflict',
    code: mustReview ? 'IMPORT_NOT_REVIEWED' : 'IMPORT_STATE',
    message: say(
      `导入 ${batch.id} 的状态是“${zh}”，不能这样操作`,
      `Import ${batch.id} is ${en}; this cannot be done`,
    ),
    remedy: mustReview
      ? say(
          '先查看每行的变化并确认审核，再入库',
          'Look at what its rows would do, mark it as reviewed, then apply it',
        )
      : say(
          `只有“${allowed.map((state) => STATE_WORDS[state].zh).join('”或“')}”的导入可以；需要时请重新上传文件`,
          `It takes an import that is ${allowed.map((state) => STATE_WORDS[state].en).join(' or ')}; upload the file again where needed`,
        ),
  });
}
