import { z } from 'zod';
import { say } from '../../domain/bilingual.ts';
import { RUN_KINDS, RUN_STATES, WHOLE_REASONS } from '../../domain/match-run.ts';
import { endpoint } from './endpoint.ts';
import { areaPrefixOrAll, formed, idOf, pageOf, pageQuery, whole } from './primitives.ts';

/** Longest stored list. */
const TOP_K_MAX = 1_000;

const run = z
  .strictObject({
    id: idOf('R'),
    kind: z.enum(RUN_KINDS),
    state: z.enum(RUN_STATES),
    runDate: z.string(),
    epochWeek: z.string(),
    scope: z.string(),
    requestId: z.string().nullable(),
    startedBy: z.string(),
    profileName: z.string(),
    profileVersion: z.int(),
    topK: z.int(),
    openings: z.int(),
    progress: z.strictObject({
      laborers: z.int(),
      laborersDone: z.int(),
      shards: z.int(),
      shardsDone: z.int(),
      shardsFailed: z.int(),
    }),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    publishedAt: z.string().nullable(),
    checksum: z.string().nullable(),
    error: z.string().nullable(),
    baseRunId: idOf('R').nullable(),
    wholeReason: z.enum(WHOLE_REASONS).nullable(),
  })
  .meta({ id: 'MatchRun' });

const tag = 'runs';

/** The endpoints of matching runs. */
export const runEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/runs',
    operationId: 'listRuns',
    tag,
    summary: say('匹配批次', 'Matching runs'),
    action: 'run.read',
    query: z.strictObject(pageQuery),
    answer: pageOf(run),
  }),
  start: endpoint({
    method: 'post',
    path: '/runs',
    operationId: 'startRun',
    tag,
    summary: say(
      '启动一次匹配；同一 requestId 只启动一次（重复时为 200）',
      'Start a run; the same requestId starts one run only (200 when it is there already)',
    ),
    action: 'run.start',
    body: z.strictObject({
      scope: areaPrefixOrAll.default(''),
      profile: formed(
        /^[a-z][a-z0-9_]{0,39}$/,
        say('政策口径名形如 nearby_first', 'A policy profile looks like nearby_first'),
      ).optional(),
      topK: whole(1, TOP_K_MAX).optional(),
      refreshIdf: z.boolean().optional(),
      whole: z.boolean().optional(),
      requestId: formed(
        /^[\w.:-]{1,64}$/,
        say('1–64 个字母、数字或 . _ : -', '1 to 64 letters, digits or . _ : -'),
      ).optional(),
    }),
    answer: run,
    status: 202,
    refusals: [404, 409],
  }),
  read: endpoint({
    method: 'get',
    path: '/runs/{runId}',
    operationId: 'readRun',
    tag,
    summary: say('一次匹配及其进度', 'A run and its progress'),
    action: 'run.read',
    params: z.strictObject({ runId: idOf('R') }),
    answer: run,
    refusals: [404],
  }),
};
