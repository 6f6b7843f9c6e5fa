import { describe, expect, it } from 'vitest';

import { textCoder } from './support.ts';

const coder = textCoder();

/** `code need minLevel` of each requirement. */
function read(title: string, skillWords?: string, occupationWords?: string): string[] {
  return coder
    .requirements({ title, skillWords, occupationWords })
    .requirements.map(({ code, need, minLevel }) => `${code} ${need} ${minLevel}`);
}

describe('requirements', () => {
  it.each([
    ['only the title says it', '缝纫工', undefined, ['sewing nice none']],
    ['nothing resolved is general work', '诚聘英才', undefined, ['general nice none']],
    ['a trade that only the text makes a must', '诚聘英才', '电焊工，熟练', ['welder must able']],
    [
      'a trade that is only preferred',
      '诚聘英才',
      '电焊工优先',
      ['general nice none', 'welder nice learner'],
    ],
    ['a skill is no trade', '诚聘英才', '会锁边', ['general nice none', 'skill:锁边 must learner']],
    ['a listed skill is a must, learner', '缝纫工', '锁边', ['sewing nice none', 'skill:锁边 must learner']],
    ['优先 makes nice', '缝纫工', '会锁边优先', ['sewing nice none', 'skill:锁边 nice learner']],
    ['熟练 is able', '缝纫工', '熟练锁边', ['sewing nice none', 'skill:锁边 must able']],
    ['the text makes the trade a must', '缝纫工', '熟练缝纫工', ['sewing must able']],
    ['熟练 alone is about the trade', '电焊工', '熟练', ['welder must able']],
    ['包教 asks for no level', '缝纫工', '锁边，包教包会', ['sewing nice none', 'skill:锁边 must none']],
    ['无需经验 too', '缝纫工', '无需经验', ['sewing nice none']],
    [
      '一年以上 is proven',
      '电焊工',
      '二保焊，一年以上经验',
      ['welder must proven', 'skill:二保焊 must proven'],
    ],
    ['三年以上优先 is a preference', '厨师', '三年以上经验优先', ['cook nice proven']],
    ['学徒勿扰 is no offer to learners', '厨师', '学徒勿扰', ['cook must able']],
    ['18-45岁 are no years of experience', '普工', '18-45岁，初中以上，服从安排', ['general nice none']],
    ['合同一年以上 is no experience', '普工', '签合同一年以上', ['general nice none']],
    [
      'each clause has its own level and need',
      '电焊工',
      '氩弧焊三年以上经验；熟练二保焊；会看图优先',
      ['welder nice none', 'skill:氩弧焊 must proven', 'skill:二保焊 must able', 'skill:看图 nice learner'],
    ],
  ])('%s', (_reason, title, skillWords, expected) => {
    expect(read(title, skillWords)).toEqual(expected);
  });

  it('takes the 工种 cell before the title, but a trade before 普工', () => {
    expect(read('招工', undefined, '电焊工')).toEqual(['welder nice none']);
    expect(read('电焊工', undefined, '普工')).toEqual(['welder nice none']);
    expect(read('操作工', undefined, '缝纫工')).toEqual(['sewing nice none']);
  });

  it('keeps the words and says what it does not know', () => {
    const { requirements, unknown } = coder.requirements({
      title: '电焊工',
      skillWords: '二保焊，会开飞机，身体健康',
    });
    expect(requirements[1]).toEqual({
      code: 'skill:二保焊',
      need: 'must',
      minLevel: 'learner',
      words: '二保焊',
    });
    expect(unknown).toEqual(['会开飞机']);
  });
});
