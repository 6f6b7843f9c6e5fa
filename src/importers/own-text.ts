/**
 * The same text in memory of its own. A text that was cut out of a chunk of a file keeps the whole chunk alive for as long as it
 * is kept itself: what stays longer than its row is copied first.
 */
export function ownText(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
