import type { Bilingual } from '../domain/bilingual.ts';
import type { Notice } from '../domain/notice.ts';
import { escapeHtml } from './escape-html.ts';
import { noticeText } from './notice-text.ts';

/** A notice as a letter. */
export interface LetterText {
  /** One line, Chinese and English. */
  readonly subject: string;
  readonly text: string;
  /** The same as `text`, for mail programs that show HTML. */
  readonly html: string;
}

/**
 * Words of a letter: the notice has counts and openings, and no laborer; a mailbox is not inside.
 * @param link where the broker reads the rest after signing in; carries no id of a person.
 */
export function letterText(notice: Notice, link: string): LetterText {
  const { title, lines, call, footer } = noticeText(notice);
  const both = ({ zh, en }: Bilingual): string[] => [zh, en];
  const blocks = [both(title), [...lines], [...both(call), link], both(footer)].filter(
    (block) => block.length > 0,
  );
  return {
    subject: `${title.zh} / ${title.en}`,
    text: `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`,
    html: htmlOf(blocks, link),
  };
}

function htmlOf(blocks: readonly (readonly string[])[], link: string): string {
  const href = escapeHtml(link);
  const line = (text: string): string => (text === link ? `<a href="${href}">${href}</a>` : escapeHtml(text));
  const body = blocks.map((block) => `<p>${block.map(line).join('<br>')}</p>`).join('\n');
  return `<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<body>\n${body}\n</body>\n</html>\n`;
}
