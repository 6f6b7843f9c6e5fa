/**
 * Packs lines into texts of at most `mostBytes` bytes of UTF-8, as few as the order allows. A text is cut between lines; only a
 * line that is too long by itself is cut inside, never inside a character.
 */
export function splitAtLines(lines: readonly string[], mostBytes: number): readonly string[] {
  const texts: string[] = [];
  let text = '';
  for (const line of lines.flatMap((one) => cutLine(one, mostBytes))) {
    const joined = text === '' ? line : `${text}\n${line}`;
    if (Buffer.byteLength(joined) <= mostBytes) {
      text = joined;
      continue;
    }
    texts.push(text);
    text = line;
  }
  return text === '' ? texts : [...texts, text];
}

function cutLine(line: string, mostBytes: number): string[] {
  if (Buffer.byteLength(line) <= mostBytes) return [line];
  const pieces: string[] = [];
  let piece = '';
  for (const character of line) {
    if (Buffer.byteLength(piece + character) > mostBytes) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
