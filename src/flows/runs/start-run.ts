import { say } from '../../domain/bilingual.ts';
import { epochOf } from '../../domain/epoch.ts';
import { AppError } from '../../domain/errors.ts';
import type { MatchRun, RunKind } from '../../domain/match-run.ts';
import { assertProfile, DEFAULT_PROFILE } from '../../domain/weights.ts';
import { ENGINE_VERSION } from '../../matching/engine-version.ts';
import type { FlowContext } from '../context.ts';
import type { NewRun } from '../ports/run-store.ts';
import { newestIdfVersion, unknownProfile } from '../world.ts';
import { chooseBase } from './choose-base.ts';
import { refreshIdf } from './refresh-idf.ts';
import { assertNoneUnderWay } from './refuse-run.ts';
import { weightsDigest } from './same-engine.ts';

/** Length of a stored list. */
export const DEFAULT_TOP_K = 20;
/** Longest list that one can ask for. */
const MAX_TOP_K = 1_000;
/** Lists are published by county, so a run is made of whole counties: digits of its prefix at most. */
const COUNTY_DIGITS = 6;
/** Laborers of a shard: a shard takes seconds, and a lost one costs little (architecture.md). */
const SHARD_SIZE = 1_000;

export interface StartRun {
  readonly kind: RunKind;
  /** Area prefix; empty for the whole province. */
  readonly scope: string;
  /** Makes a manual run unique: the same request is the same run. */
  readonly requestId: string | null;
  readonly startedBy: string;
  readonly profileName?: string;
  readonly topK?: number;
  /** Laborers of a shard, about; 1,000 where not given. */
  readonly shardSize?: number;
  /** Ranks everybody anew, even where a published run of this epoch could be the base of an incremental one. */
  readonly isWhole?: boolean;
  /** Recomputes the idf table first. */
  readonly refreshIdf?: boolean;
  /** `false`: lists are published without being checked, as benchmarks do. */
  readonly isVerified?: boolean;
  /** Computes and checks, publishes nothing. */
  readonly isDryRun?: boolean;
  /** Refused while another run over the same area is under way. */
  readonly isAlone?: boolean;
}

/**
 * Creates a run, cuts it into shards and rings for each. A nightly run of the same date and scope, or a manual one of the
 * same request, is returned as it is (`isNew` false).
 * @throws AppError `PROFILE_UNKNOWN`, `TOP_K_INVALID`, `RUN_SCOPE_TOO_FINE`, `RUN_UNDER_WAY`, `NOTHING_TO_MATCH` when there is no opening at all.
 */
export async function startRun(
  context: FlowContext,
  input: StartRun,
): Promise<{ readonly run: MatchRun; readonly isNew: boolean }> {
  const topK = checkedTopK(input.topK ?? DEFAULT_TOP_K);
  if (input.scope.length > COUNTY_DIGITS) throw scopeTooFine(input.scope);
  const newRun = await describeRun(context, input, topK);
  if (input.isAlone === true) await assertNoneUnderWay(context, input);
  const { run, isNew, shards } = await context.db.transaction(async (stores) => {
    const created = await stores.runs.create(newRun);
    const planned =
      created.run.state === 'planned'
        ? await stores.runs.plan(created.run.id, input.shardSize ?? SHARD_SIZE)
        : [];
    if (created.isNew) {
      const data = { shards: planned.length, by: input.startedBy, scope: input.scope };
      await stores.runControl.note(created.run.id, 'started', data);
    }
    return { ...created, shards: planned };
  });
  await context.queue.ring(shards.map((shard) => ({ kind: 'shard', runId: run.id, shard: shard.number })));
  if (isNew && shards.length === 0) await context.queue.ring([{ kind: 'publish', runId: run.id }]);
  const started = (await context.db.stores.runs.find(run.id)) ?? run;
  const { baseRunId, wholeReason } = started;
  context.log.info({ runId: run.id, isNew, shards: shards.length, baseRunId, wholeReason }, 'run started');
  return { run: started, isNew };
}

async function describeRun(context: FlowContext, input: StartRun, topK: number): Promise<NewRun> {
  const { settings, openings } = context.db.stores;
  const name = input.profileName ?? DEFAULT_PROFILE.name;
  const [runDate, profile, openingCount] = await Promise.all([
    context.db.today(),
    settings.profile(name),
    openings.count(),
  ]);
  if (profile === null) throw unknownProfile(name);
  assertProfile(profile);
  if (openingCount === 0) throw nothingToMatch();
  const idfVersion = input.refreshIdf === true ? await refreshIdf(context) : await newestIdfVersion(context);
  const pins = {
    kind: input.kind,
    scope: input.scope,
    requestId: input.requestId,
    startedBy: input.startedBy,
    runDate,
    epochWeek: epochOf(runDate).week,
    profileName: profile.name,
    profileVersion: profile.version,
    idfVersion,
    topK,
    openings: openingCount,
    engineVersion: ENGINE_VERSION,
    weightsSha256: weightsDigest(profile),
    isVerified: input.isVerified ?? true,
    isDryRun: input.isDryRun ?? false,
  };
  return { ...pins, ...(await chooseBase(context, pins, input.isWhole === true)) };
}

function checkedTopK(topK: number): number {
  if (Number.isInteger(topK) && topK >= 1 && topK <= MAX_TOP_K) return topK;
  throw new AppError({
    kind: 'invalid_input',
    code: 'TOP_K_INVALID',
    message: say(`推荐条数 ${topK} 不合法`, `${topK} is not a valid length of a list`),
    remedy: say(`请用 1 到 ${MAX_TOP_K} 的整数`, `Give an integer from 1 to ${MAX_TOP_K}`),
  });
}

function scopeTooFine(scope: string): AppError {
  const county = scope.slice(0, COUNTY_DIGITS);
  return new AppError({
    kind: 'invalid_input',
    code: 'RUN_SCOPE_TOO_FINE',
    message: say(
      `批次最小到县，${scope} 只是县的一部分`,
      `A run covers whole counties; ${scope} is a part of one`,
    ),
    remedy: say(`请用 ${county}`, `Use ${county}`),
  });
}

function nothingToMatch(): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'NOTHING_TO_MATCH',
    message: say('还没有任何岗位，无法匹配', 'There are no openings yet, so nothing can be matched'),
    remedy: say('先运行 longqiao import openings <文件>', 'First run longqiao import openings <file>'),
  });
}
