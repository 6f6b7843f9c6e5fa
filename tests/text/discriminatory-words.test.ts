import { describe, expect, it } from 'vitest';

import { findDiscriminatoryWords } from '../../src/text/discriminatory-words.ts';

describe('discriminatory wording', () => {
  it.each([
    ['限男性，汉族', ['限男性', '汉族']],
    ['性别：男', ['性别:男']],
    ['女服务员', ['女服务员']],
    ['招女工20名', ['招女工']],
    ['男士优先', ['男士优先']],
    ['妇女优先', ['妇女优先']],
    ['不招少数民族', ['不招少数民族']],
    ['民族：汉族', ['民族:汉族']],
    ['无宗教信仰', ['无宗教信仰']],
    ['本地户籍优先', ['本地户籍优先']],
    ['不要河南人', ['不要河南人']],
    ['新疆籍勿扰', ['新疆籍勿扰']],
    ['已婚已育优先', ['已婚已育优先']],
    ['孕妇勿扰', ['孕妇勿扰']],
    ['体检乙肝两对半检测', ['乙肝两对半检测']],
    ['残疾人勿扰', ['残疾人勿扰']],
  ])('%s', (text, words) => {
    expect(findDiscriminatoryWords(text)).toEqual(words);
  });

  it.each([
    '男女不限，18-45岁',
    '性别：不限',
    '民族不限',
    '张家川回族自治县',
    '清真餐厅招聘服务员',
    '女装店导购',
    '男装缝纫工',
    '招聘男女普工',
    '已婚未婚均可',
    '女职工权益保护',
    '少数民族地区企业',
    '解决子女入学',
    '',
  ])('%s has none', (text) => {
    expect(findDiscriminatoryWords(text)).toEqual([]);
  });
});
