import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../../src/notifiers/escape-html.ts';
import { letterText } from '../../src/notifiers/letter-text.ts';
import { aNotice } from './a-notice.ts';

const LINK = 'https://longqiao.example.cn/';

describe('the text of a letter', () => {
  it('says in both languages how much is new, and where to read it', () => {
    const { subject, text } = letterText(aNotice(), LINK);
    expect(subject).toMatch(/7 名劳动力.*31.*7 laborers.*31/);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text.split('\n')).toContain(LINK);
    expect(text.indexOf('收件箱')).toBeLessThan(text.indexOf(LINK));
    expect(text).toContain('R12');
  });

  it('names each opening with how many it is for, who waits, and what is gone', () => {
    const { subject, text } = letterText(aNotice({ waiting: 40, losses: 2 }), LINK);
    expect(text).toContain('缝纫工（天津某服装厂，天津市，4500–5500 元/月）：3 名合适人选');
    expect(text).toContain('另有 40 名劳动力');
    expect(subject).toContain('2 条推荐已失效');
    expect(letterText(aNotice({ newPairs: 0, newLaborers: 0, losses: 2 }), LINK).subject).toBe(
      '2 条推荐已失效 / 2 earlier matches are gone',
    );
  });

  it('gives the same words as HTML', () => {
    const { text, html } = letterText(aNotice(), LINK);
    for (const line of text.split('\n')) expect(html).toContain(escapeHtml(line));
    expect(html).toContain(`<a href="${LINK}">`);
  });

  it('keeps a link and an opening from breaking out', () => {
    const [opening] = aNotice().openings;
    const evil = aNotice({ openings: [{ ...opening!, title: '<script>' }] });
    const { html } = letterText(evil, 'https://x.cn/?a=1&b="><script>\'');
    expect(html).not.toContain('<script>');
    expect(html).toContain('href="https://x.cn/?a=1&amp;b=&quot;&gt;&lt;script&gt;&#39;"');
  });

  it('of a test says that it is one', () => {
    const test = aNotice({ kind: 'test', runId: null, openings: [] });
    expect(letterText(test, LINK).subject).toContain('测试消息');
  });
});
