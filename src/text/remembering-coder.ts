import type { TextCoder } from './text-coder.ts';

/** Different texts of one kind that are kept before all are let go: the words of a county's file. */
const MOST_TEXTS = 20_000;
/** Longer texts are hardly ever said twice, characters. */
const LONGEST_TEXT = 60;

/**
 * The same coder, which remembers what it answered: files say the same places, trades and certificates by the thousand. The
 * answers are shared and must not be changed.
 */
export function rememberingCoder(coder: TextCoder): TextCoder {
  return {
    ...coder,
    occupations: remembering((text) => coder.occupations(text)),
    skills: remembering((text) => coder.skills(text)),
    certificates: remembering((text) => coder.certificates(text)),
    gates: remembering((text) => coder.gates(text)),
    place: remembering((text, within) => coder.place(text, within)),
    areas: remembering((text, within) => coder.areas(text, within)),
  };
}

function remembering<Answer>(
  ask: (text: string, within?: string) => Answer,
): (text: string, within?: string) => Answer {
  const byArea = new Map<string, Map<string, { readonly answer: Answer }>>();
  return (text, within) => {
    if (text.length > LONGEST_TEXT) return ask(text, within);
    let known = byArea.get(within ?? '');
    if (known === undefined) byArea.set(within ?? '', (known = new Map()));
    const found = known.get(text);
    if (found !== undefined) return found.answer;
    const answer = ask(text, within);
    if (known.size === MOST_TEXTS) known.clear();
    // A text cut out of a file would keep the file's chunk in memory.
    known.set(Buffer.from(text, 'utf16le').toString('utf16le'), { answer });
    return answer;
  };
}
