/** Bytes of answers that are kept: an answer of twenty openings has some thirteen thousand, so twenty thousand people's. */
const BYTES_KEPT = 256 * 1024 * 1024;

interface Kept {
  readonly mark: string;
  readonly json: Buffer;
}

/**
 * Finished answers with the marks of the data that they were made from; the one that was used longest ago goes first. Whoever
 * asks brings the mark of now: an answer of another mark is not given out.
 */
export class AnswerCache {
  readonly #kept = new Map<string, Kept>();
  readonly #most: number;
  #bytes = 0;

  constructor(bytes = BYTES_KEPT) {
    this.#most = bytes;
  }

  get(key: string, mark: string): Buffer | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    if (kept.mark !== mark) {
      this.#bytes -= kept.json.length;
      return undefined;
    }
    this.#kept.set(key, kept);
    return kept.json;
  }

  set(key: string, mark: string, json: Buffer): void {
    this.#bytes += json.length - (this.#kept.get(key)?.json.length ?? 0);
    this.#kept.delete(key);
    this.#kept.set(key, { mark, json });
    for (const [oldest, kept] of this.#kept) {
      if (this.#bytes <= this.#most) return;
      this.#kept.delete(oldest);
      this.#bytes -= kept.json.length;
    }
  }
}
