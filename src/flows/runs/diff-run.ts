import type { Principal } from '../../domain/broker.ts';
import type { Bilingual } from '../../domain/bilingual.ts';
import type { RunId } from '../../domain/ids.ts';
import { differenceWords, type RunDifference } from '../../domain/run-difference.ts';
import type { FlowContext } from '../context.ts';
import { readRun } from './request-run.ts';

/** The difference with the published run before, in numbers and in words. @throws AppError `FORBIDDEN`, `NOT_FOUND`. */
export async function diffRun(
  context: FlowContext,
  input: { readonly principal: Principal; readonly runId: RunId },
): Promise<RunDifference & { readonly words: readonly Bilingual[] }> {
  const run = await readRun(context, input);
  const difference = await context.db.stores.runControl.difference(run.id);
  return { ...difference, words: differenceWords(difference) };
}
