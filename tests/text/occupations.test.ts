import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createSegmenter } from '../../src/text/segmenter.ts';
import { domainWords } from '../../src/text/text-coder.ts';
import { reference, textCoder } from './support.ts';

const coder = textCoder();
const occupations = [...reference.ontology.occupations.values()];
const first = (text: string): string | undefined => coder.occupations(text).found[0]?.code;

describe('occupations', () => {
  it.each(occupations.map((occupation) => [occupation.id, occupation] as const))(
    '%s resolves from each of its own names',
    (id, { zh, en, aliasesZh, aliasesEn }) => {
      const missed = [zh, en, ...aliasesZh, ...aliasesEn].filter((words) => first(words) !== id);
      expect(missed).toEqual([]);
    },
  );

  it.each([
    ['急招电焊工（包吃住）月薪8000', 'welder'],
    ['電銲工', 'welder'],
    ['ＳＭＴ操作员', 'smt'],
    ['电　工', 'electrician'],
    ['服装厂招聘平车工20名', 'sewing'],
    ['酒店客房服务员', 'roomatt'],
    ['兰州牛肉面拉面师傅', 'lamian'],
    ['普工/电焊工', 'welder'],
    ['大货车司机A2', 'truck'],
    ['绿化', 'landscaper'],
    ['建筑工地小工', 'asphalt'],
    ['Welder', 'welder'],
  ])('%s is %s', (title, code) => {
    expect(first(title)).toBe(code);
  });

  it.each([
    '汽车工艺工程师',
    '焊接工程师',
    '保安经理',
    '客服主管',
    '化工销售',
    '包装设计师',
    'PASS项目',
    '中小工厂',
    '会计',
  ])('%s is no trade of the table', (title) => {
    expect(coder.occupations(title)).toEqual({ found: [], unknown: [title] });
  });

  it('reads a word of several trades by what stands near it', () => {
    expect(first('木工')).toBe('formwork');
    expect(first('板式家具厂招木工')).toBe('furniture');
    expect(first('油漆工')).toBe('decor_paint');
    expect(first('油漆工(汽车喷涂)')).toBe('painter_ind');
    expect(first('司机(B2，货车)')).toBe('truck');
  });

  it('keeps the order of a list, puts 普工 last, names each code once and keeps the words', () => {
    expect(coder.occupations('普工、缝纫工、整烫工、平车工').found).toEqual([
      { code: 'sewing', words: '缝纫工', method: 'alias' },
      { code: 'ironing', words: '整烫工', method: 'alias' },
      { code: 'general', words: '普工', method: 'alias' },
    ]);
  });

  it('finds a trade among other words by segments, and a misspelt one by distance', () => {
    expect(coder.occupations('找钢筋活').found).toEqual([
      { code: 'rebar', words: '钢筋', method: 'segment' },
    ]);
    expect(coder.occupations('电子装备工').found).toEqual([
      { code: 'elec_asm', words: '电子装备工', method: 'fuzzy' },
    ]);
    expect(coder.occupations('weldr').found[0]).toMatchObject({ code: 'welder', method: 'fuzzy' });
  });

  it('does not guess at short Chinese words', () => {
    expect(coder.occupations('电镀工').found).toEqual([]);
    // One character from 护理员, and another calling.
    expect(coder.occupations('监理员').found).toEqual([]);
  });

  it('gives the same codes for the same text and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(coder.occupations(text)).toEqual(coder.occupations(text));
        coder.skills(text);
        coder.gates(text);
        coder.certificates(text);
        coder.areas(text);
        coder.requirements({ title: text, skillWords: text });
        coder.discriminatoryWords(text);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe('the segmenter', () => {
  /** Words of advertisements that jieba alone mostly cuts into pieces. */
  const TERMS = [
    '电焊工',
    '二保焊',
    '氩弧焊',
    '平车工',
    '缝纫工',
    '锁边工',
    '整烫工',
    '挡车工',
    '套口工',
    '钢筋工',
    '架子工',
    '砌筑工',
    '抹灰工',
    '瓦工',
    '模板工',
    '铝模工',
    '砼工',
    '镶贴工',
    '贴砖工',
    '水暖工',
    '管道工',
    '塔吊司机',
    '挖机司机',
    '叉车司机',
    '装卸工',
    '搬运工',
    '分拣员',
    '仓管员',
    '保洁员',
    '环卫工',
    '拉面师傅',
    '面点师',
    '月嫂',
    '育婴员',
    '采棉工',
    '养护工',
  ];
  const SENTENCE = (term: string): string => `本公司急需${term}若干名`;
  const ours = createSegmenter(domainWords(reference));

  it.each(TERMS)('keeps %s whole', (term) => {
    expect(ours.cut(SENTENCE(term))).toContain(term);
  });

  it('needs our words for it', () => {
    const plain = createSegmenter([]);
    expect(TERMS).toHaveLength(36);
    expect(TERMS.filter((term) => plain.cut(SENTENCE(term)).includes(term)).length).toBeLessThan(30);
  });

  it('still parts words that only contain one of ours', () => {
    expect(ours.cut('汽车工艺')).toEqual(['汽车', '工艺']);
  });
});
