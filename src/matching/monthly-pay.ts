import { GENERAL_WORK, type Ontology } from '../domain/occupation.ts';
import type { OpeningRecord } from '../domain/opening.ts';

/** What free lodging and free meals are worth a month, whole yuan (scoring.md §3). */
const LODGING_CNY_PER_MONTH = 600;
const MEALS_CNY_PER_MONTH = 450;

/** Net pay of an opening, yuan a month, and where its base comes from. */
export interface MonthlyPay {
  readonly netCnyPerMonth: number;
  /** `reported`: the median of at least five followed-up people; `band`: the usual pay of the occupation. */
  readonly source: 'reported' | 'advertised' | 'band';
}

/**
 * Net pay: reported, else the advertised low end, else the low end of the occupation's band (普工's where the
 * occupation is not listed), plus lodging and meals where they are known to be free. 0 where not even 普工 is
 * listed (then the opening is DATA_INVALID).
 */
export function payOf(
  opening: Pick<
    OpeningRecord,
    'occupation' | 'wage' | 'reportedNetCnyPerMonth' | 'providesLodging' | 'providesMeals'
  >,
  ontology: Ontology,
): MonthlyPay {
  const lodging = opening.providesLodging === true ? LODGING_CNY_PER_MONTH : 0;
  const meals = opening.providesMeals === true ? MEALS_CNY_PER_MONTH : 0;
  const base = basePay(opening, ontology);
  return { netCnyPerMonth: base.netCnyPerMonth + lodging + meals, source: base.source };
}

function basePay(
  opening: Pick<OpeningRecord, 'occupation' | 'wage' | 'reportedNetCnyPerMonth'>,
  ontology: Ontology,
): MonthlyPay {
  const reported = opening.reportedNetCnyPerMonth;
  if (reported !== undefined) return { netCnyPerMonth: reported, source: 'reported' };
  const advertised = opening.wage?.lowCnyPerMonth;
  if (advertised !== undefined) return { netCnyPerMonth: advertised, source: 'advertised' };
  const { occupations } = ontology;
  const listed = occupations.get(opening.occupation) ?? occupations.get(GENERAL_WORK);
  return { netCnyPerMonth: listed?.wageCnyPerMonth[0] ?? 0, source: 'band' };
}
