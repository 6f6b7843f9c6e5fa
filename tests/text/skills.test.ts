import { describe, expect, it } from 'vitest';

import { reference, textCoder } from './support.ts';

const coder = textCoder();
const codes = (text: string): string[] => coder.skills(text).found.map(({ code }) => code);

describe('skills', () => {
  it.each([...reference.ontology.skills.values()].map(({ zh, code }) => [zh, code]))(
    '%s is %s',
    (zh, code) => {
      expect(codes(zh)).toEqual([code]);
    },
  );

  it('takes a word that names a skill and a trade as the skill here, and as the trade in a title', () => {
    expect(codes('二保焊')).toEqual(['skill:二保焊']);
    expect(coder.occupations('二保焊').found[0]?.code).toBe('welder');
    expect(codes('叉车司机')).toEqual(['forklift']);
  });

  it('gives the trade of what is no skill, the skills of a list in order, and what it does not know', () => {
    expect(codes('电焊')).toEqual(['welder']);
    expect(codes('会看图纸 对刀、开叉车')).toEqual(['skill:看图', 'skill:对刀', 'skill:叉车']);
    expect(coder.skills('锁边、会使用电脑')).toEqual({
      found: [{ code: 'skill:锁边', words: '锁边', method: 'alias' }],
      unknown: ['会使用电脑'],
    });
  });

  it('gives nothing for 无', () => {
    expect(coder.skills('无')).toEqual({ found: [], unknown: [] });
    expect(coder.skills('')).toEqual({ found: [], unknown: [] });
  });
});
