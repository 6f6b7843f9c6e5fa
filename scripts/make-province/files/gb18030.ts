import { Buffer } from 'node:buffer';

/** Bytes of the two-byte part of GB18030: the lead byte, and the trail byte (0x7F is not one). */
const LEAD = { first: 0x81, last: 0xfe } as const;
const TRAIL = { first: 0x40, last: 0xfe, never: 0x7f } as const;

let codes: ReadonlyMap<string, number> | undefined;

/**
 * A text as GB18030 bytes, as Excel saves CSV in China. Knows ASCII and the 23,940 characters of two bytes,
 * which hold every word of our files. Throws with the character it cannot write.
 */
export function encodeGb18030(text: string): Buffer {
  codes ??= twoByteCodes();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0) < 0x80 ? character.charCodeAt(0) : codes.get(character);
    if (code === undefined) throw new Error(`No two-byte GB18030 code for "${character}".`);
    if (code >= 0x80) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Buffer.from(bytes);
}

/** The table turned around: Node decodes GB18030 but does not encode it. */
function twoByteCodes(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, number>();
  for (let lead: number = LEAD.first; lead <= LEAD.last; lead++) {
    for (let trail: number = TRAIL.first; trail <= TRAIL.last; trail++) {
      if (trail === TRAIL.never) continue;
      found.set(decoder.decode(Uint8Array.of(lead, trail)), (lead << 8) | trail);
    }
  }
  return found;
}
