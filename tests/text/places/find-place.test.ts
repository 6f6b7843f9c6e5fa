import { describe, expect, it } from 'vitest';

import { reference, textCoder } from '../support.ts';

const coder = textCoder();

describe('a place', () => {
  it.each([
    ['深圳-龙岗区', '440307'],
    ['甘肃省天水市武山县城关镇', '620524'],
    ['武山', '620524'],
    ['620524', '620524'],
    ['620524001002', '620524'],
    ['62', '620000'],
    ['苏州工业园区', '320500'],
    ['兰州新区', '620171'],
    ['兰州市高新区', '620100'],
    ['临夏州东乡县', '622926'],
    ['积石山县', '622927'],
    ['华亭县', '620881'],
    ['东莞市长安镇', '441900'],
    ['嘉峪关', '620200'],
    ['110100', '110000'],
    ['吉林市', '220200'],
    ['吉林', '220000'],
    ['北京朝阳', '110105'],
    ['工作地点：浙江省宁波市北仑区', '330206'],
    ['日本', '990000'],
    ['天水市秦安路12号', '620500'],
    ['天水市某某大厦武山商会', '620500'],
    ['天水市高新产业园（武山县）', '620524'],
  ])('%s is %s', (text, code) => {
    expect(coder.place(text)?.code).toBe(code);
  });

  it.each(['城关区', '鼓楼区', '朝阳', '不限', '', '629999', '00', '火星基地'])(
    '%s is none, or one of several',
    (text) => {
      expect(coder.place(text)).toBeNull();
    },
  );

  it('prefers the area that the caller names', () => {
    expect(coder.place('城关区', '62')?.code).toBe('620102');
    expect(coder.place('城关区', '54')?.code).toBe('540102');
    expect(coder.place('朝阳', '11')?.code).toBe('110105');
    expect(coder.place('武山', '35')?.code).toBe('620524');
  });

  it('says the level and the words', () => {
    expect(coder.place('天水秦安')).toEqual({ code: '620522', words: '天水秦安', level: 'county' });
    expect(coder.place('福建省厦门市')).toMatchObject({ level: 'prefecture' });
  });

  it('finds every region from its names one after another', () => {
    const missed = [...reference.regions.values()].filter(
      ({ code, name, level, prefectureName, provinceName }) => {
        const parts = level === 'province' ? [name] : [provinceName, prefectureName, name];
        return coder.place([...new Set(parts)].join(''))?.code !== code;
      },
    );
    expect(missed).toEqual([]);
  });

  it('finds every county of Gansu from its name alone within the province, and its short name within its prefecture', () => {
    for (const { code, name, level } of reference.regions.values()) {
      if (!code.startsWith('62') || level !== 'county') continue;
      expect([name, coder.place(name, '62')?.code]).toEqual([name, code]);
    }
  });
});

describe('areas', () => {
  it('keeps the order, each once, with what it does not know', () => {
    const { found, unknown } = coder.areas('1.福建省、厦门市；武山县 省外,厦门');
    expect(found.map(({ code }) => code)).toEqual(['350000', '350200', '620524']);
    expect(unknown).toEqual(['省外']);
  });

  it('looks beside the place before for a name that several share', () => {
    expect(coder.areas('南京市玄武区、鼓楼区').found.map(({ code }) => code)).toEqual(['320102', '320106']);
    expect(coder.areas('和田、和政县').found.map(({ code }) => code)).toEqual(['653200', '622925']);
  });
});
