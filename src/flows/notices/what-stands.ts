import { countsOf, type Digest } from '../../domain/notification.ts';
import type { Stores } from '../ports/database.ts';

/**
 * A digest without what fell since it was written. Its laborers' rows stay as they are until the transaction ends, so that a consent
 * taken back is either seen here or written after the message is out. `null`: one is being changed at this moment.
 */
export async function whatStands(stores: Stores, digest: Digest): Promise<Digest | null> {
  const standing = await stores.digests.standing(digest);
  if (standing === null) return null;
  const items = digest.items.filter(
    (item) => standing.laborers.has(item.laborerId) && standing.openings.has(item.openingId),
  );
  return { ...digest, ...countsOf(items), items };
}

/** Whether there is nothing to say. */
export function isEmpty(digest: Digest): boolean {
  return digest.items.length === 0 && digest.losses.length === 0;
}
