import { describe, expect, it } from 'vitest';
import type { Digest } from '../../src/domain/notification.ts';
import { digestText } from '../../src/notifiers/digest-text.ts';
import { escapeHtml } from '../../src/notifiers/escape-html.ts';

const DIGEST: Digest = {
  runId: 'R12',
  brokerId: 'B3',
  newLaborers: 7,
  newPairs: 31,
  items: [{ laborerId: 'L99', openingId: 'O55', score: 87_654_321 }],
};
const LINK = 'https://longqiao.example.cn/';

describe('the text of a digest', () => {
  it('says in both languages how much is new, and where to read it', () => {
    const { subject, text } = digestText(DIGEST, LINK);
    expect(subject).toMatch(/7 名劳动力.*31.*7 laborers.*31/);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text.split('\n')).toContain(LINK);
    expect(text.indexOf('收件箱')).toBeLessThan(text.indexOf(LINK));
    expect(text).toContain('R12');
  });

  it('names no laborer, opening or score', () => {
    const { subject, text, html } = digestText(DIGEST, LINK);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/L99|O55|87|B3/);
  });

  it('gives the same words as HTML', () => {
    const { text, html } = digestText(DIGEST, LINK);
    for (const line of text.split('\n')) expect(html).toContain(escapeHtml(line));
    expect(html).toContain(`<a href="${LINK}">`);
  });

  it('keeps a link from breaking out of its attribute', () => {
    const { html } = digestText(DIGEST, 'https://x.cn/?a=1&b="><script>\'');
    expect(html).not.toContain('<script>');
    expect(html).toContain('href="https://x.cn/?a=1&amp;b=&quot;&gt;&lt;script&gt;&#39;"');
  });
});
