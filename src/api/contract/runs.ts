import { z } from 'zod';
import { LOSS_REASONS } from '../../domain/notification.ts';
import { GAIN_REASONS } from '../../domain/run-difference.ts';
import { say, type Bilingual } from '../../domain/bilingual.ts';
import { RUN_KINDS, RUN_STATES, WHOLE_REASONS } from '../../domain/match-run.ts';
import { RUN_EVENT_KINDS } from '../../domain/run-event.ts';
import { COUNTY_VERDICTS } from '../../domain/run-verdict.ts';
import { endpoint } from './endpoint.ts';
import { areaPrefixOrAll, bilingual, formed, idOf, isoDate, pageOf, pageQuery, whole } from './primitives.ts';

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
      shardsChecked: z.int(),
    }),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    publishedAt: z.string().nullable(),
    checksum: z.string().nullable(),
    error: z.string().nullable(),
    baseRunId: idOf('R').nullable(),
    wholeReason: z.enum(WHOLE_REASONS).nullable(),
    engineVersion: z.string(),
    weightsSha256: z.string().nullable(),
    isVerified: z.boolean(),
    isDryRun: z.boolean(),
    decidedBy: z.string().nullable(),
  })
  .meta({ id: 'MatchRun' });

const event = z
  .strictObject({
    id: z.int(),
    runId: idOf('R'),
    at: z.string(),
    kind: z.enum(RUN_EVENT_KINDS),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  })
  .meta({ id: 'RunEvent' });

const report = z
  .strictObject({
    run,
    pace: z.strictObject({
      laborersPerSecond: z.number().nullable(),
      waiting: z.int(),
      leased: z.int(),
      unchecked: z.int(),
      settled: z.int(),
      failed: z.int(),
      laborersLeft: z.int(),
      secondsAtWork: z.number(),
    }),
    etaSeconds: z.int().nullable(),
    failures: z.array(z.strictObject({ error: z.string(), shards: z.array(z.int()) })),
    verdicts: z.array(
      z.strictObject({
        countyCode: z.string(),
        verdict: z.enum(COUNTY_VERDICTS),
        faults: z.int(),
        failedShards: z.int(),
        keptRunId: idOf('R').nullable(),
      }),
    ),
    faults: z.array(
      z.strictObject({
        shard: z.int(),
        code: z.string(),
        laborerId: idOf('L'),
        openingId: idOf('O').nullable(),
        detail: z.string(),
      }),
    ),
    alarms: z.array(z.strictObject({ code: z.string(), sentence: bilingual })),
  })
  .meta({ id: 'RunReport' });

const difference = z
  .strictObject({
    runId: idOf('R'),
    before: idOf('R').nullable(),
    listsChanged: z.int(),
    isEstimate: z.boolean(),
    left: z.array(z.strictObject({ reason: z.enum(LOSS_REASONS), pairs: z.int() })),
    came: z.array(z.strictObject({ reason: z.enum(GAIN_REASONS), pairs: z.int() })),
    words: z.array(bilingual),
  })
  .meta({ id: 'RunDifference' });

const runId = z.strictObject({ runId: idOf('R') });

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
      dryRun: z
        .boolean()
        .optional()
        .meta({ description: '只计算和核验，不发布 / compute and check, publish nothing' }),
      runDate: isoDate
        .optional()
        .meta({ description: '只能是今天（甘肃） / only today, in Gansu, can be ranked' }),
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
  report: endpoint({
    method: 'get',
    path: '/runs/{runId}/report',
    operationId: 'reportRun',
    tag,
    summary: say(
      '速度、剩余时间、失败原因、各县核验结论、暂缓发布的原因',
      'Pace, time left, failures by cause, verdicts by county, and why it is held',
    ),
    action: 'run.read',
    params: runId,
    answer: report,
    refusals: [404],
  }),
  difference: endpoint({
    method: 'get',
    path: '/runs/{runId}/difference',
    operationId: 'diffRun',
    tag,
    summary: say(
      '与上一批次相比：多少条推荐退出、新增，各因为什么',
      'Beside the run before: how many pairs left and came, and why',
    ),
    action: 'run.read',
    params: runId,
    answer: difference,
    refusals: [404],
  }),
  events: endpoint({
    method: 'get',
    path: '/runs/{runId}/events',
    operationId: 'listRunEvents',
    tag,
    summary: say(
      '批次的事件；Accept: text/event-stream 时持续推送，可用 Last-Event-ID 续传',
      'What happened to a run; with Accept: text/event-stream as it happens, resumed by Last-Event-ID',
    ),
    action: 'run.read',
    params: runId,
    query: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
    answer: z.strictObject({ items: z.array(event) }),
    refusals: [404],
  }),
  stop: decision('stop', say('暂停；已完成的分片保留', 'Stop it; what is done is kept')),
  resume: decision('resume', say('继续已暂停的批次', 'Go on with a stopped run')),
  approve: decision('approve', say('放行待人工确认的批次', 'Publish a held run')),
  reject: decision(
    'reject',
    say('否决待人工确认的批次，原清单不变', 'Never publish a held run; the lists of before stay'),
  ),
  retry: decision('retry', say('重试失败和未通过核验的分片', 'Try failed and faulty shards again')),
};

/** A word of a person in charge about one run. */
function decision(name: string, summary: Bilingual) {
  return endpoint({
    method: 'post',
    path: `/runs/{runId}/${name}`,
    operationId: `${name}Run`,
    tag,
    summary,
    action: 'run.start',
    params: runId,
    answer: run,
    refusals: [404, 409],
  });
}
