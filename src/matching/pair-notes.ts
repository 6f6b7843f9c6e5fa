import { countyOf } from '../domain/area.ts';
import { say } from '../domain/bilingual.ts';
import type { PairExplanation, RuleVerdict } from '../domain/explanation.ts';
import { yearsOutOfRange } from './eligibility/age-out-of-range.ts';
import { gatesToObtain } from './eligibility/certificate-missing.ts';
import type { Pair } from './pair.ts';
import { hasStatedNoPlace } from './view-place.ts';
import { placeName } from './wording.ts';

type Note = PairExplanation['notes'][number];

/** So close to the range, in years, that a broker should ask the employer: the near-miss list 仅差年龄. */
const NEAR_MISS_YEARS = 5;

/** Things to know about a pair that neither drop nor score. `rules`: what the rules said of it. */
export function notesOf(pair: Pair, rules: readonly RuleVerdict[]): readonly Note[] {
  return [
    ...certificateNotes(pair),
    ...nearMissNotes(pair, rules),
    ...placeNotes(pair),
    ...wordingNotes(pair),
  ];
}

function certificateNotes(pair: Pair): Note[] {
  return gatesToObtain(pair).map((gate) => ({
    code: 'CERTIFICATE_TO_OBTAIN',
    sentence: say(`入职时办理：${gate.words}`, `To be obtained on hiring: ${gate.words}`),
  }));
}

function nearMissNotes(pair: Pair, rules: readonly RuleVerdict[]): Note[] {
  const failed = rules.filter((rule) => rule.verdict === 'failed');
  const isOnlyAge = failed.length === 1 && failed[0]?.code === 'AGE_OUT_OF_RANGE';
  const years = yearsOutOfRange(pair);
  if (!isOnlyAge || years > NEAR_MISS_YEARS) return [];
  return [
    {
      code: 'NEAR_MISS_AGE',
      sentence: say(
        `仅差年龄：差 ${years} 岁，其他条件都符合，可与企业商量`,
        `Only age is off, by ${years} years; all else fits, so the employer may be asked`,
      ),
    },
  ];
}

function placeNotes(pair: Pair): Note[] {
  const { settings } = pair.world;
  const notes: Note[] = [];
  if (hasStatedNoPlace(pair.laborer)) {
    notes.push({
      code: 'PLACE_NOT_STATED',
      sentence: say(
        '本人没有说明意向地区和层级，按不限地点处理，请询问',
        'They named no area and no tier, so no place is refused; please ask',
      ),
    });
  }
  const codes = [pair.laborer.input.originCode, pair.opening.input.placeCode];
  for (const code of codes) {
    const region = code === null ? undefined : settings.regions.get(countyOf(code));
    if (code === null || region === undefined || region.precision === 'seat') continue;
    const name = placeName(settings, code);
    notes.push({
      code: 'DISTANCE_APPROXIMATE',
      sentence: say(
        `${name}的驻地坐标不精确，路程仅供参考`,
        `The seat of ${name} is not known exactly; take the distance as a hint`,
      ),
    });
  }
  return notes;
}

function wordingNotes({ opening }: Pair): Note[] {
  const words = opening.input.flaggedWords;
  if (words.length === 0) return [];
  return [
    {
      code: 'WORDING_NOT_USED',
      sentence: say(
        `岗位原文“${words.join('、')}”依法不采用`,
        `Wording of the opening that is by law not used: ${words.join(', ')}`,
      ),
    },
  ];
}
