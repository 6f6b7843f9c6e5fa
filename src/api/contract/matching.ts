import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { EXCLUSION_CODES } from '../../domain/exclusion-reason.ts';
import { FACTORS } from '../../domain/weights.ts';
import { endpoint } from './endpoint.ts';
import { areaPrefix, bilingual, flag, idOf } from './primitives.ts';

/** Longest list: more is no help to a person. */
const K_MAX = 1_000;

const k = z.coerce.number().int().min(1).max(K_MAX).optional();

/** Weighted parts in ten-thousandths; they add up to `score`. */
const parts = z.strictObject({
  skill: z.int(),
  location: z.int(),
  distance: z.int(),
  stability: z.int(),
  terms: z.int(),
});

const ranked = {
  rank: z.int(),
  score: z.int().meta({ description: '万分制 / ten-thousandths of the best score', example: 8765 }),
  exactScore: z.int().meta({ description: '0..100000000' }),
  parts,
  summary: bilingual,
};

const reasons = z
  .array(z.strictObject({ code: z.enum(EXCLUSION_CODES), message: bilingual, count: z.int() }))
  .meta({
    description: '名单不足 K 时，未入选原因及数量 / why others are not in it, where the list is short',
  });

const recommendations = z
  .strictObject({
    laborerId: idOf('L'),
    source: z.enum(['published', 'live']),
    runId: idOf('R').nullable(),
    items: z.array(
      z.strictObject({
        ...ranked,
        opening: z.strictObject({
          id: idOf('O'),
          title: z.string(),
          employerId: idOf('E'),
          employerName: z.string(),
          placeCode: z.string().nullable(),
          placeName: z.string().nullable(),
          wageLowCnyPerMonth: z.int().nullable(),
          wageHighCnyPerMonth: z.int().nullable(),
          remaining: z.int(),
        }),
      }),
    ),
    reasons,
    countedIn: idOf('R').nullable().meta({
      description:
        'reasons 中数量是哪一批次数的；null：刚刚数的 / the run that counted the reasons; null: counted now',
    }),
  })
  .meta({ id: 'Recommendations' });

const shortlist = z
  .strictObject({
    openingId: idOf('O'),
    considered: z.int().meta({ description: '看过的劳动力人数 / laborers looked at' }),
    items: z.array(
      z.strictObject({
        ...ranked,
        laborer: z.strictObject({
          id: idOf('L'),
          name: z.string(),
          idNumberMasked: z.string(),
          phoneMasked: z.string().nullable(),
          homeCode: z.string(),
          homeName: z.string(),
        }),
      }),
    ),
    reasons,
  })
  .meta({ id: 'Shortlist' });

const pair = z
  .strictObject({
    laborerId: idOf('L'),
    openingId: idOf('O'),
    isEligible: z.boolean(),
    score: z.int().nullable(),
    exactScore: z.int().nullable(),
    parts: z.array(
      z.strictObject({
        factor: z.enum(FACTORS),
        value: z.int(),
        weight: z.int(),
        points: z.int(),
        sentence: bilingual,
      }),
    ),
    rules: z.array(
      z.strictObject({
        code: z.enum(EXCLUSION_CODES),
        verdict: z.enum(['passed', 'failed', 'to_check']),
        sentence: bilingual,
      }),
    ),
    notes: z.array(z.strictObject({ code: z.string(), sentence: bilingual })),
    summary: bilingual,
  })
  .meta({ id: 'PairExplanation' });

const tag = 'matching';

/** The endpoints that rank and explain. */
export const matchingEndpoints = {
  recommendations: endpoint({
    method: 'get',
    path: '/laborers/{laborerId}/recommendations',
    operationId: 'recommend',
    tag,
    summary: say('一名劳动力的推荐岗位', 'A laborer’s best openings'),
    action: 'recommendation.read',
    params: z.strictObject({ laborerId: idOf('L') }),
    query: z.strictObject({
      k,
      live: flag.optional().meta({ description: '现在计算，不取已发布的名单 / rank now' }),
    }),
    answer: recommendations,
    refusals: [404],
  }),
  shortlist: endpoint({
    method: 'get',
    path: '/openings/{openingId}/shortlist',
    operationId: 'shortlist',
    tag,
    summary: say(
      '一个岗位的候选名单（先按管辖范围过滤，再取前 K）',
      'An opening’s best laborers (filtered by scope before the top K)',
    ),
    action: 'shortlist.read',
    params: z.strictObject({ openingId: idOf('O') }),
    query: z.strictObject({ k, area: areaPrefix.optional() }),
    answer: shortlist,
    refusals: [404, 409],
  }),
  explain: endpoint({
    method: 'get',
    path: '/pairs/{laborerId}/{openingId}',
    operationId: 'explainPair',
    tag,
    summary: say(
      '一人一岗：每条规则与每项得分',
      'One pair: every rule passed or failed, and every part of the score',
    ),
    action: 'pair.explain',
    params: z.strictObject({ laborerId: idOf('L'), openingId: idOf('O') }),
    answer: pair,
    refusals: [404, 409],
  }),
};
