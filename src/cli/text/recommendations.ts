import type { Employer } from '../../domain/employer.ts';
import type { EmployerId, RunId } from '../../domain/ids.ts';
import type { AdvertisedWage, Opening } from '../../domain/opening.ts';
import type { Reference } from '../../domain/reference.ts';
import { EXCLUSION_CODES, EXCLUSION_WORDS, type ReasonCounts } from '../../domain/exclusion-reason.ts';
import type { Recommendations } from '../../flows/recommend.ts';
import type { ExplainedShortlist } from '../../flows/shortlist.ts';
import { placeName } from './place-name.ts';
import { partsText, scoreText } from './score.ts';

interface Names {
  readonly reference: Reference;
  readonly employers: ReadonlyMap<EmployerId, Employer>;
}

/** A laborer's best openings as lines: rank, score, opening, its parts and a reason to read out. */
export function recommendationLines(found: Recommendations, names: Names): string[] {
  const lines = found.list.pairs.flatMap((pair, index) => {
    const opening = found.openings.get(pair.openingId);
    const reason = found.explanations[index]?.summary.zh ?? '';
    const title = opening === undefined ? '' : openingText(opening, names);
    return [
      `${pair.rank}. ${scoreText(pair.score)}  ${pair.openingId} ${title}`,
      `   ${partsText(pair.parts)}`,
      `   ${reason}`,
    ];
  });
  const none = lines.length === 0 ? ['   现在没有合适的岗位'] : [];
  return [...none, ...lines, ...reasonLines(found.list.reasons, found.countedIn)];
}

/** An opening's best laborers as lines; names as they are, ID numbers and phones not at all. */
export function shortlistLines(found: ExplainedShortlist, names: Names): string[] {
  const lines = found.shortlist.pairs.flatMap((pair, index) => {
    const laborer = found.laborers.get(pair.laborerId);
    const reason = found.explanations[index]?.summary.zh ?? '';
    const home = laborer === undefined ? '' : placeName(names.reference, laborer.homeCode);
    return [
      `${pair.rank}. ${scoreText(pair.score)}  ${pair.laborerId} ${laborer?.name ?? ''} · ${home}`,
      `   ${partsText(pair.parts)}`,
      `   ${reason}`,
    ];
  });
  const none = lines.length === 0 ? ['   现在没有合适的劳动力'] : [];
  return [...none, ...lines, ...reasonLines(found.shortlist.reasons)];
}

/** An opening in one line: title, employer, place, advertised pay. */
export function openingText(opening: Opening, names: Names): string {
  const employer = names.employers.get(opening.worksiteEmployerId)?.name ?? opening.worksiteEmployerId;
  const pay = payText(opening.wage);
  return `${opening.title} · ${employer} · ${placeName(names.reference, opening.placeCode)} · ${pay}`;
}

function payText({ lowCnyPerMonth: low, highCnyPerMonth: high }: AdvertisedWage = {}): string {
  if (low !== undefined) return high === undefined ? `${low} 元/月起` : `${low}–${high} 元/月`;
  return high === undefined ? '薪资面议' : `最高 ${high} 元/月`;
}

/** How often each reason stood against the others when that was counted; a pair can have several. */
function reasonLines(reasons: ReasonCounts, countedIn: RunId | null = null): string[] {
  const counted = EXCLUSION_CODES.map((code) => ({
    words: EXCLUSION_WORDS[code].zh,
    count: reasons[code] ?? 0,
  }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  if (counted.length === 0) return [];
  const when = countedIn === null ? '' : `（批次 ${countedIn} 时的数量）`;
  return [`   其余不合适的原因${when}：${counted.map(({ words, count }) => `${words} ${count}`).join('，')}`];
}
