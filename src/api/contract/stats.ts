import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { MEASURES } from '../../lists/counts/count-people.ts';
import { AGE_BANDS, DIMENSIONS, TIER_KEYS } from '../../lists/counts/dimensions.ts';
import { ABILITY_KEYS, EDUCATION_KEYS, SEX_KEYS } from '../../lists/counts/packed-facts.ts';
import { TERM_SET_IDS } from '../../lists/term-sets.ts';
import { endpoint } from './endpoint.ts';
import { areaPrefix, bilingual, idOf, isoDate, pageOf, pageQuery } from './primitives.ts';

const CATEGORY_KEYS = ['registeredPoor', 'outOfPoverty', 'monitored', 'other'] as const;

/** A cell: the same query gives a number and the people behind it. */
const cell = {
  date: isoDate.optional(),
  from: isoDate.optional().meta({ description: '与此日相比 / compared with this day' }),
  area: areaPrefix.optional(),
  terms: z.enum(TERM_SET_IDS).optional().meta({ description: '用语：2020 或 2021 年以后 / wording' }),
  category: z.enum(CATEGORY_KEYS).optional(),
  sex: z.enum(SEX_KEYS).optional(),
  ageBand: z.enum(AGE_BANDS).optional(),
  education: z.enum(EDUCATION_KEYS).optional(),
  ability: z.enum(ABILITY_KEYS).optional(),
  tier: z.enum(TIER_KEYS).optional(),
};

const tally = z.record(z.enum(MEASURES), z.int()).meta({ id: 'Tally' });
const queryWithParts = z.strictObject({ ...cell, by: z.enum(DIMENSIONS).optional() });

const rule = z
  .strictObject({
    place: z.string(),
    minimumDays: z.int(),
    flags: z.array(z.string()),
    source: z.string(),
    isAssumption: z.boolean(),
  })
  .nullable()
  .meta({ id: 'CountingRule' });

const tag = 'stats';

/** The endpoints of counts. */
export const statsEndpoints = {
  read: endpoint({
    method: 'get',
    path: '/stats',
    operationId: 'readStats',
    tag,
    summary: say(
      '统计表：任一日期、两个日期之间，按地区、人群、性别、年龄、文化程度、劳动能力、层级',
      'The statistics form on any day or between two, by one dimension',
    ),
    action: 'stats.read',
    query: queryWithParts,
    answer: z.strictObject({
      date: isoDate,
      from: isoDate.nullable(),
      area: z.string(),
      terms: z.enum(TERM_SET_IDS),
      title: bilingual,
      by: z.enum(DIMENSIONS).nullable(),
      rule,
      total: tally,
      employedPercent: z.number(),
      groups: z.array(
        z.strictObject({ key: z.string(), words: bilingual, tally, employedPercent: z.number() }),
      ),
    }),
  }),
  rows: endpoint({
    method: 'get',
    path: '/stats/rows',
    operationId: 'readStatsRows',
    tag,
    summary: say('一个数字背后的名单', 'The people behind one number of a cell'),
    action: 'stats.rows',
    query: z.strictObject({ ...cell, measure: z.enum(MEASURES), ...pageQuery, after: idOf('L').optional() }),
    answer: pageOf(
      z.strictObject({
        laborerId: idOf('L'),
        name: z.string(),
        idNumberMasked: z.string(),
        homeCode: z.string(),
        homeName: z.string(),
        removedOn: isoDate.nullable(),
      }),
    ),
  }),
  floor: endpoint({
    method: 'get',
    path: '/stats/floor',
    operationId: 'readFloor',
    tag,
    summary: say(
      '外出务工人数与底数（174.75 万）对照；县的份额是假设并注明',
      'Those working away beside the floor; a county’s share is an assumption and says so',
    ),
    action: 'stats.read',
    query: z.strictObject({ date: cell.date, area: cell.area, terms: cell.terms }),
    answer: z.strictObject({
      date: isoDate,
      area: z.string(),
      title: bilingual,
      rule,
      away: z.int(),
      placeUnknown: z.int(),
      floor: z
        .strictObject({
          area: z.string(),
          people: z.int(),
          source: z.string(),
          isAssumption: z.boolean(),
          share: bilingual.nullable(),
        })
        .nullable(),
    }),
  }),
  exportXlsx: endpoint({
    method: 'get',
    path: '/stats/export.xlsx',
    operationId: 'exportStatsXlsx',
    tag,
    summary: say('统计表（XLSX）', 'The statistics form as XLSX'),
    action: 'stats.read',
    query: queryWithParts,
    answer: z.string().meta({ format: 'binary' }),
    mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  }),
  exportCsv: endpoint({
    method: 'get',
    path: '/stats/export.csv',
    operationId: 'exportStatsCsv',
    tag,
    summary: say('统计表（CSV，UTF-8 带 BOM）', 'The statistics form as CSV (UTF-8 with BOM)'),
    action: 'stats.read',
    query: queryWithParts,
    answer: z.string(),
    mediaTypes: ['text/csv'],
  }),
};
