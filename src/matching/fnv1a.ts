/** Offset basis of 32-bit FNV-1a (Fowler, Noll, Vo). */
const OFFSET_BASIS = 0x811c9dc5;
/** Prime of 32-bit FNV-1a. */
export const FNV_PRIME = 0x01000193;

/**
 * 32-bit FNV-1a of an ASCII text, 0..4,294,967,295. Ids and epoch weeks are ASCII, so a character is a byte.
 * Used to order ties only, never for security.
 */
export function fnv1a(text: string): number {
  return fnv1aOnward(OFFSET_BASIS, text);
}

/** The hash of a text whose beginning has the hash `before`: `fnv1aOnward(fnv1a(a), b)` is `fnv1a(a + b)`. */
export function fnv1aOnward(before: number, text: string): number {
  let hash = before;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  }
  return hash >>> 0;
}
