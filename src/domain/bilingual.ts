/** A sentence in both languages; Chinese is shown first. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Makes a sentence in both languages. */
export function say(zh: string, en: string): Bilingual {
  return { zh, en };
}
