import type { MatchOpening, MatchSettings } from '../domain/match-input.ts';
import { askedCodes, type AskedCode } from './asked-code.ts';
import { openingProblem, type InputProblem } from './input-problem.ts';
import { payOf, type MonthlyPay } from './monthly-pay.ts';
import { requirementWeights } from './requirement-weights.ts';

/** An opening with what is computed once for all its pairs. */
export interface PreparedOpening {
  readonly input: MatchOpening;
  /** DATA_INVALID or PLACE_UNKNOWN: then it has no score with any laborer, and every answer counts it. */
  readonly problem: InputProblem | null;
  /** What it asks for, in order of code. */
  readonly asked: readonly AskedCode[];
  /** Thousandths of `asked`; they add up to 1,000. */
  readonly askedWeights: readonly number[];
  readonly pay: MonthlyPay;
}

/** Prepares an opening for any number of pairs. */
export function prepareOpening(settings: MatchSettings, input: MatchOpening): PreparedOpening {
  const asked = askedCodes(input);
  return {
    input,
    problem: openingProblem(input, settings),
    asked,
    askedWeights: requirementWeights(asked, settings.idf),
    pay: payOf(input, settings.ontology),
  };
}
