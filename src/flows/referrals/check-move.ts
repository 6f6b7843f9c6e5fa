import { say, type Bilingual } from '../../domain/bilingual.ts';
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import {
  CONTACT_RESULT_WORDS,
  EMPLOYER_REFUSAL_WORDS,
  REFERRAL_STATE_WORDS,
  REFERRAL_TRANSITIONS,
  REFUSAL_REASON_WORDS,
  type ContactResult,
  type EmployerRefusalReason,
  type Referral,
  type ReferralState,
  type RefusalReason,
} from '../../domain/referral.ts';

/** A step of a referral; the reason's type follows from the state. */
export interface ReferralMove {
  readonly to: ReferralState;
  /** With `contacted`. */
  readonly contactResult?: ContactResult;
  /** With `refused`. */
  readonly refusalReason?: RefusalReason;
  /** With `employer_refused`. */
  readonly employerRefusalReason?: EmployerRefusalReason;
}

/** Codes and their words. */
type ReasonWords = Readonly<Record<string, string>>;

/** A field that goes with a state. */
interface NeededField {
  readonly field: keyof ReferralMove;
  readonly words: ReasonWords;
}

/** Which field a state must carry, and its words. Every other state carries none. */
const FIELD_OF: Partial<Record<ReferralState, NeededField>> = {
  contacted: { field: 'contactResult', words: CONTACT_RESULT_WORDS },
  refused: { field: 'refusalReason', words: REFUSAL_REASON_WORDS },
  employer_refused: { field: 'employerRefusalReason', words: EMPLOYER_REFUSAL_WORDS },
};

/**
 * The referral after a move.
 * @throws AppError `STATE_BY_SYSTEM` for `obsolete`, `MOVE_NOT_ALLOWED` with the states that are, `INVALID_INPUT` when the
 *   typed reason is missing or belongs to another state.
 */
export function moved(referral: Referral, move: ReferralMove): Referral {
  if (move.to === 'obsolete') throw bySystem();
  if (!REFERRAL_TRANSITIONS[referral.state].includes(move.to)) throw notAllowed(referral, move.to);
  const problems = reasonProblems(move);
  if (problems.length > 0) throw reasonsWrong(problems);
  return {
    ...referral,
    state: move.to,
    contactResult: move.contactResult ?? referral.contactResult,
    refusalReason: move.refusalReason ?? null,
    employerRefusalReason: move.employerRefusalReason ?? null,
  };
}

function reasonProblems(move: ReferralMove): FieldProblem[] {
  const needed = FIELD_OF[move.to];
  return Object.values(FIELD_OF).flatMap(({ field, words }) => {
    if (field === needed?.field) return move[field] === undefined ? [missing(field, words)] : [];
    return move[field] === undefined ? [] : [misplaced(field, move.to)];
  });
}

function missing(field: string, words: ReasonWords): FieldProblem {
  const zh = Object.entries(words).map(([code, word]) => `${code}（${word}）`);
  return {
    path: `/${field}`,
    message: say(`请填写其一：${zh.join('、')}`, `Give one of: ${Object.keys(words).join(', ')}`),
  };
}

/** A state for a caller who must send its code: `contacted（已联系）`. */
function stateZh(state: ReferralState): string {
  return `${state}（${REFERRAL_STATE_WORDS[state].zh}）`;
}

function misplaced(field: string, to: ReferralState): FieldProblem {
  return {
    path: `/${field}`,
    message: say(`状态 ${stateZh(to)}不带此项`, `The state ${to} carries no such field`),
  };
}

function reasonsWrong(problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'INVALID_INPUT',
    message: say('状态与所附原因不符', 'The reasons do not fit the state'),
    remedy: say('按 problems 中的说明修改', 'Mend the fields as problems says'),
    problems,
  });
}

function bySystem(): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'STATE_BY_SYSTEM',
    message: say(`${stateZh('obsolete')}只能由系统设置`, 'Only the system sets obsolete'),
    remedy: say('此人在别处就业时系统会自动设置', 'It is set by itself once the person is placed elsewhere'),
  });
}

function notAllowed(referral: Referral, to: ReferralState): AppError {
  const next = REFERRAL_TRANSITIONS[referral.state].filter((state) => state !== 'obsolete');
  const remedy: Bilingual =
    next.length === 0
      ? say('该职业介绍已结束；需要时请新建一条', 'This referral has ended; propose a new one where needed')
      : say(`可以转为：${next.map(stateZh).join('、')}`, `It may become: ${next.join(', ')}`);
  return new AppError({
    kind: 'conflict',
    code: 'MOVE_NOT_ALLOWED',
    message: say(
      `${referral.id} 不能从 ${stateZh(referral.state)}转为 ${stateZh(to)}`,
      `${referral.id} cannot go from ${referral.state} to ${to}`,
    ),
    remedy,
  });
}
