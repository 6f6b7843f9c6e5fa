import { describe, expect, it } from 'vitest';
import type { MatchOpening } from '../../../src/domain/match-input.ts';
import type { Holding } from '../../../src/domain/occupation.ts';
import { explainPair } from '../../../src/matching/explain-pair.ts';
import { scorePair } from '../../../src/matching/score-pair.ts';
import { prepareWorld } from '../../../src/matching/world.ts';
import { buildLaborer, buildOpening, buildSettings } from '../../support/builders.ts';

interface Case {
  readonly holdings?: readonly Holding[];
  readonly wishes?: readonly string[];
  readonly opening?: Partial<MatchOpening>;
}

/** One code with all the weight: the factor is a · 1,000. */
const WELDER = titled('welder');

function skillOf({ holdings = [], wishes = [], opening = WELDER }: Case): number | undefined {
  const world = prepareWorld(buildSettings(), [buildOpening(opening)]);
  const laborer = buildLaborer({ holdings, intention: { wishedOccupations: wishes } });
  return scorePair(world, laborer, 'O1')?.factors.skill;
}

/** An opening whose text asks for its occupation at the lowest level. */
function titled(occupation: string): Partial<MatchOpening> {
  return { occupation, requirements: [{ code: occupation, need: 'nice', minLevel: 'learner' }] };
}

describe('the skill factor of one asked code', () => {
  it.each([
    ['learner', 60_000],
    ['able', 85_000],
    ['proven', 100_000],
  ] as const)('counts the same code by its level: %s gives %d', (level, value) => {
    expect(skillOf({ holdings: [{ code: 'welder', level }] })).toBe(value);
  });

  it('counts a typical skill of a held occupation that is not recorded as 0.6', () => {
    const opening = {
      ...titled('welder'),
      requirements: [
        { code: 'skill:氩弧焊', need: 'nice', minLevel: 'learner' },
        { code: 'welder', need: 'nice', minLevel: 'learner' },
      ],
    } as const;
    // Half the weight each: 85 for the occupation, ⌊(6 · 85 · 10 + 50) / 100⌋ = 51 for the skill.
    expect(skillOf({ holdings: [{ code: 'welder', level: 'able' }], opening })).toBe(68_000);
  });

  it('counts a recorded skill by its own level only', () => {
    const opening = {
      occupation: 'general',
      requirements: [{ code: 'skill:氩弧焊', need: 'nice', minLevel: 'learner' }],
    } as const;
    const holdings: Holding[] = [
      { code: 'welder', level: 'proven' },
      { code: 'skill:氩弧焊', level: 'learner' },
    ];
    // 普工 45 with a trade, the skill 60 as recorded: (45 + 60) / 2.
    expect(skillOf({ holdings, opening })).toBe(52_500);
  });

  it('counts an occupation of which a typical skill is held as 0.7', () => {
    // ⌊(7 · 85 · 10 + 50) / 100⌋ = 60.
    expect(skillOf({ holdings: [{ code: 'skill:氩弧焊', level: 'able' }] })).toBe(60_000);
  });

  it('counts an occupation of the same group as 0.4', () => {
    expect(skillOf({ holdings: [{ code: 'fitter', level: 'able' }] })).toBe(34_000);
  });

  it('counts anything else as 0', () => {
    expect(skillOf({ holdings: [{ code: 'lamian', level: 'proven' }] })).toBe(0);
  });

  it('takes the best of all that is held', () => {
    const holdings: Holding[] = [
      { code: 'fitter', level: 'proven' },
      { code: 'skill:二保焊', level: 'learner' },
      { code: 'lamian', level: 'proven' },
    ];
    // Group 40 against skill ⌊(7 · 60 · 10 + 50) / 100⌋ = 42.
    expect(skillOf({ holdings })).toBe(42_000);
  });

  it('halves a held trade outside the stated wishes and their groups', () => {
    const holdings: Holding[] = [{ code: 'welder', level: 'able' }];
    expect(skillOf({ holdings, wishes: ['landscaper'] })).toBe(43_000);
    expect(skillOf({ holdings, wishes: ['fitter'] })).toBe(85_000);
    expect(skillOf({ holdings, wishes: ['welder'] })).toBe(85_000);
  });

  it('halves a held skill with the trades that it belongs to', () => {
    const holdings: Holding[] = [{ code: 'skill:氩弧焊', level: 'able' }];
    // ⌊(7 · 85 · 5 + 50) / 100⌋ = 30.
    expect(skillOf({ holdings, wishes: ['landscaper'] })).toBe(30_000);
  });

  it('does not take the group of 普工 for a wish', () => {
    const holdings: Holding[] = [{ code: 'packer', level: 'able' }];
    expect(skillOf({ holdings, wishes: ['general'], opening: titled('packer') })).toBe(43_000);
  });
});

describe('the skill factor of a trainee requirement', () => {
  const trainee: Partial<MatchOpening> = { occupation: 'sewing' };

  it('is 70 for who wishes the occupation, 40 for who has no trade, else nothing', () => {
    expect(skillOf({ opening: trainee, wishes: ['sewing'] })).toBe(70_000);
    expect(skillOf({ opening: trainee })).toBe(40_000);
    expect(skillOf({ opening: trainee, holdings: [{ code: 'lamian', level: 'proven' }] })).toBe(0);
  });

  it('never lowers what a holding gives', () => {
    const holdings: Holding[] = [{ code: 'sewing', level: 'able' }];
    expect(skillOf({ opening: trainee, holdings, wishes: ['sewing'] })).toBe(85_000);
  });
});

describe('the skill factor of 普工', () => {
  const general = { occupation: 'general' };

  it('is 70 without a trade, 45 with one, 85 when wished', () => {
    expect(skillOf({ opening: general })).toBe(70_000);
    expect(skillOf({ opening: general, holdings: [{ code: 'welder', level: 'able' }] })).toBe(45_000);
    expect(
      skillOf({
        opening: general,
        holdings: [{ code: 'welder', level: 'able' }],
        wishes: ['general'],
      }),
    ).toBe(85_000);
  });

  it('takes a held 普工 or a lone skill for no trade', () => {
    expect(skillOf({ opening: general, holdings: [{ code: 'general', level: 'proven' }] })).toBe(70_000);
    expect(skillOf({ opening: general, holdings: [{ code: 'skill:打包', level: 'able' }] })).toBe(70_000);
  });

  it('has no similarity: holding it helps nowhere, not even in its group', () => {
    const holdings: Holding[] = [{ code: 'general', level: 'proven' }];
    expect(skillOf({ opening: titled('packer'), holdings })).toBe(0);
  });
});

describe('the sentence of the skill factor', () => {
  it.each<[Case, string]>([
    [{ holdings: [{ code: 'welder', level: 'able' }] }, '能做焊工（熟练），岗位正需要'],
    [{ holdings: [{ code: 'fitter', level: 'able' }] }, '能做钳工（熟练），与岗位需要的焊工相近'],
    [{ opening: { occupation: 'sewing' }, wishes: ['sewing'] }, '想做缝纫工，岗位正招'],
    [{ opening: { occupation: 'general' } }, '没有手艺也能做：普工'],
    [
      { opening: { occupation: 'general' }, holdings: [{ code: 'welder', level: 'able' }] },
      '能做普工，但用不上手艺',
    ],
    [{}, '还不会焊工的活'],
  ])('for %j is “%s”', ({ holdings = [], wishes = [], opening = WELDER }, sentence) => {
    const world = prepareWorld(buildSettings(), [buildOpening(opening)]);
    const laborer = buildLaborer({ holdings, intention: { wishedOccupations: wishes } });
    expect(explainPair(world, laborer, 'O1').parts[0]?.sentence.zh).toBe(sentence);
  });

  it('says that skills are not registered where the file had no such column', () => {
    const world = prepareWorld(buildSettings(), [buildOpening()]);
    const unknown = buildLaborer({ holdings: undefined });
    expect(explainPair(world, unknown, 'O1').parts[0]?.sentence.zh).toBe('技能未登记，可从普工做起');
  });
});
