import type { Bilingual } from '../domain/bilingual.ts';
import { say } from '../domain/bilingual.ts';
import { digestTitle } from '../domain/digest-title.ts';
import type { Digest } from '../domain/notification.ts';
import { escapeHtml } from './escape-html.ts';

/** A digest as it leaves the house: counts and a link. */
export interface DigestText {
  /** One line, Chinese and English. */
  readonly subject: string;
  readonly text: string;
  /** The same as `text`, for mail programs that show HTML. */
  readonly html: string;
}

/**
 * Words of a digest. Only the run and the two counts of the digest are used: its items, the broker's name and every laborer stay
 * inside, because a mailbox is not.
 * @param link where the broker reads the rest after signing in; carries no id of a person.
 */
export function digestText(digest: Digest, link: string): DigestText {
  const title = digestTitle(digest);
  const paragraphs = [title, linkLine(), footer(digest)];
  return {
    subject: `${title.zh} / ${title.en}`,
    text: textPart(paragraphs, link),
    html: htmlPart(paragraphs, link),
  };
}

function linkLine(): Bilingual {
  return say('请登录陇桥收件箱查看详情：', 'Sign in to your Longqiao inbox for the details:');
}

function footer(digest: Digest): Bilingual {
  return say(
    `匹配批次 ${digest.runId}。本邮件由系统自动发送，不含个人信息，请勿回复。`,
    `Matching run ${digest.runId}. Sent automatically, without personal data; please do not reply.`,
  );
}

function textPart(paragraphs: readonly Bilingual[], link: string): string {
  const lines = paragraphs.map(({ zh, en }) => `${zh}\n${en}\n`);
  return lines.toSpliced(2, 0, `${link}\n`).join('\n');
}

function htmlPart(paragraphs: readonly Bilingual[], link: string): string {
  const href = escapeHtml(link);
  const blocks = paragraphs.map(({ zh, en }) => `<p>${escapeHtml(zh)}<br>${escapeHtml(en)}</p>`);
  const body = blocks.toSpliced(2, 0, `<p><a href="${href}">${href}</a></p>`).join('\n');
  return `<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<body>\n${body}\n</body>\n</html>\n`;
}
