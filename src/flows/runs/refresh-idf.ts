import { askedCodes } from '../../matching/asked-code.ts';
import { buildIdf } from '../../text/idf.ts';
import type { WorldContext } from '../context.ts';

/**
 * Recomputes the idf table from the openings that are not withdrawn and stores it as a new version.
 * Scores move only when a later run pins the new version.
 * @returns the version's number.
 */
export async function refreshIdf(context: WorldContext): Promise<number> {
  const rows = await context.db.stores.openings.forMatching();
  return await context.db.stores.settings.saveIdf(
    buildIdf(rows.map((opening) => askedCodes(opening).map((asked) => asked.key))),
  );
}
