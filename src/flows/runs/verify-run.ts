import type { RunId } from '../../domain/ids.ts';
import { listsChecksum } from '../../matching/checksum.ts';
import type { FlowContext } from '../context.ts';

/** Sums up the lists of a run that was published without, and notes the checksum. @returns the checksum. */
export async function verifyRun(context: FlowContext, runId: RunId): Promise<string> {
  const checksum = await checksumOfRun(context, runId);
  await context.db.stores.runs.noteChecksum(runId, checksum);
  return checksum;
}

/** SHA-256 over the stored lists of a run (scoring.md §5). */
export async function checksumOfRun(context: FlowContext, runId: RunId): Promise<string> {
  const checksum = listsChecksum();
  for await (const batch of context.db.stores.runs.lists(runId)) for (const list of batch) checksum.add(list);
  return checksum.digest();
}
