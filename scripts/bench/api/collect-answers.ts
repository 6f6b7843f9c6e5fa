import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Answers that are under way at a time. */
const AT_ONCE = 32;

/**
 * Asks once for every path and writes the answers into a file, a line each, as the peer reads them.
 * @throws Error where an answer is no published list.
 */
export async function collectAnswers(
  url: string,
  { key, paths, file }: { readonly key: string; readonly paths: readonly string[]; readonly file: string },
): Promise<void> {
  const out = createWriteStream(file);
  const left = paths.values();
  const work = async (): Promise<void> => {
    for (const path of left) {
      const text = await readAnswer(url, path, key);
      out.write(`${text}\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  out.end();
  await once(out, 'finish');
}

/** Tries of one answer: right after its start the API may still open its connections. */
const TRIES = 20;
const RETRY_MS = 500;

/** The text of one answer. @throws Error where it is no published list. */
async function readAnswer(url: string, path: string, key: string): Promise<string> {
  for (let left = TRIES - 1; ; left -= 1) {
    const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
    const text = await response.text();
    if (response.status === 200 && text.includes('"source":"published"')) return text;
    if (response.status !== 503 || left === 0) {
      throw new Error(`${path} answered ${response.status}: ${text.slice(0, 200)}`);
    }
    await sleep(RETRY_MS);
  }
}
