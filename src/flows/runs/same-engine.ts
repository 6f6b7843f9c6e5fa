import { createHash } from 'node:crypto';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import type { MatchRun } from '../../domain/match-run.ts';
import { TIERS } from '../../domain/area.ts';
import { FACTORS, type PolicyProfile } from '../../domain/weights.ts';
import { ENGINE_VERSION } from '../../matching/engine-version.ts';

/** SHA-256 over the weights and tier values of a profile, lower-case hex; names and versions are not in it. */
export function weightsDigest({ weights, tierPolicy }: PolicyProfile): string {
  const numbers = [...FACTORS.map((name) => weights[name]), ...TIERS.map((tier) => tierPolicy[tier])];
  return createHash('sha256').update(numbers.join()).digest('hex');
}

/**
 * Whether this program may work on a run: the run was started for this engine, and its weights are what they were then.
 * @throws AppError `RUN_OF_OTHER_ENGINE`, `RUN_WEIGHTS_CHANGED`.
 */
export function assertSameEngine(run: MatchRun, profile: PolicyProfile): void {
  if (run.engineVersion !== ENGINE_VERSION) throw otherEngine(run);
  if (run.weightsSha256 !== null && run.weightsSha256 !== weightsDigest(profile)) throw weightsChanged(run);
}

function otherEngine(run: MatchRun): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'RUN_OF_OTHER_ENGINE',
    message: say(
      `批次 ${run.id} 由第 ${run.engineVersion} 版引擎计算，本进程是第 ${ENGINE_VERSION} 版，不参与`,
      `Run ${run.id} is ranked by engine ${run.engineVersion}; this process has ${ENGINE_VERSION} and leaves it alone`,
    ),
    remedy: say(
      '让所有工作进程运行同一版本，或停止该批次后重新开始',
      'Run one version on all workers, or stop the run and start a new one',
    ),
  });
}

function weightsChanged(run: MatchRun): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'RUN_WEIGHTS_CHANGED',
    message: say(
      `批次 ${run.id} 开始后，政策口径 ${run.profileName} 第 ${run.profileVersion} 版的权重被改动`,
      `The weights of ${run.profileName} version ${run.profileVersion} were changed after run ${run.id} was started`,
    ),
    remedy: say(
      '不要改动已有版本：另存为新版本，停止该批次后重新开始',
      'Never change a version: save a new one, stop the run and start again',
    ),
  });
}
