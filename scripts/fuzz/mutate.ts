/** Bytes that are likely to matter: separators, quotation marks, ends, signs of mark-up, and the first of long characters. */
const TELLING = [0x00, 0x09, 0x0a, 0x0d, 0x22, 0x2c, 0x3c, 0x3e, 0x50, 0x7f, 0x81, 0xe4, 0xf0, 0xff];
/** Longest run of bytes that is cut out, said twice or overwritten. */
const LONGEST_RUN = 2_000;

/** Whole numbers from a seed, always the same ones (xorshift). */
export function numbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

/** A damaged copy: some bytes changed, a run cut out, said twice, or the end missing. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let copy: Buffer = Buffer.from(bytes);
  const changes = 1 + (random() % 6);
  for (let change = 0; change < changes; change += 1) copy = changed(copy, random);
  return copy;
}

function changed(bytes: Buffer, random: () => number): Buffer {
  const at = random() % Math.max(1, bytes.length);
  const run = bytes.subarray(at, at + 1 + (random() % LONGEST_RUN));
  switch (random() % 6) {
    case 0:
      bytes[at] = random() % 256;
      return bytes;
    case 1:
      bytes[at] = TELLING[random() % TELLING.length] ?? 0;
      return bytes;
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + run.length)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), run, bytes.subarray(at)]);
    case 4:
      run.fill(random() % 256);
      return bytes;
    default:
      return random() % 4 === 0 ? bytes.subarray(0, at) : bytes;
  }
}
