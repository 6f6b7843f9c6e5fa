import type { Opening } from '../../domain/opening.ts';
import { shownScore } from '../../domain/recommendation.ts';
import type { FlowContext } from '../../flows/context.ts';
import { explain } from '../../flows/explain.ts';
import { listMark } from '../../flows/list-mark.ts';
import { recommend, type Recommendations } from '../../flows/recommend.ts';
import { shortlist, type ExplainedShortlist } from '../../flows/shortlist.ts';
import { AnswerCache } from '../answer-cache.ts';
import { matchingEndpoints as endpoints } from '../contract/matching.ts';
import type { EmployerNames } from '../presentation/employer-names.ts';
import { placeName } from '../presentation/place-name.ts';
import { presentRanked, presentReasons } from '../presentation/present-pair.ts';
import { route, type Route } from '../route.ts';

/** Recommendations, shortlists and explanations. Ids come from the flow, names are added, then the page is presented. */
export function matchingRoutes(context: FlowContext): Route[] {
  const answers = new AnswerCache();
  return [
    route(endpoints.recommendations, async ({ principal, params, query, asOf }) => {
      const { laborerId } = params;
      // Before the rows: what changes in between makes another mark.
      const mark = query.live === true ? null : await listMark(context, { principal, laborerId, asOf });
      const key = `${laborerId} ${query.k ?? ''}`;
      const kept = mark === null ? undefined : answers.get(key, mark);
      if (kept !== undefined) return { json: kept };
      const found = await recommend(context, { principal, laborerId, ...query });
      const json = Buffer.from(JSON.stringify(presentRecommendations(context, found)));
      // What was ranked now may be some changes behind.
      if (mark !== null && found.source === 'published') answers.set(key, mark, json);
      return { json };
    }),
    route(endpoints.shortlist, async ({ principal, params, query }) => {
      const found = await shortlist(context, { principal, ...params, ...query });
      return { body: presentShortlist(context, found) };
    }),
    route(endpoints.explain, async ({ principal, params }) => {
      const pair = await explain(context, { principal, ...params });
      const score = pair.score === null ? null : shownScore(pair.score);
      return { body: { ...pair, score, exactScore: pair.score } };
    }),
  ];
}

function presentRecommendations(context: FlowContext, found: Recommendations) {
  const items = found.list.pairs.flatMap((pair, index) => {
    const opening = found.openings.get(pair.openingId);
    if (opening === undefined) return [];
    const line = presentRanked(pair, found.explanations[index]?.summary);
    return [{ ...line, opening: presentBrief(context, found.employerNames, opening) }];
  });
  return {
    laborerId: found.list.laborerId,
    source: found.source,
    runId: found.runId,
    items,
    reasons: presentReasons(found.list.reasons),
    countedIn: found.countedIn,
  };
}

function presentBrief(context: FlowContext, names: EmployerNames, opening: Opening) {
  return {
    id: opening.id,
    title: opening.title,
    employerId: opening.worksiteEmployerId,
    employerName: names.get(opening.worksiteEmployerId) ?? opening.worksiteEmployerId,
    placeCode: opening.placeCode,
    placeName: opening.placeCode === null ? null : placeName(context.reference, opening.placeCode),
    wageLowCnyPerMonth: opening.wage?.lowCnyPerMonth ?? null,
    wageHighCnyPerMonth: opening.wage?.highCnyPerMonth ?? null,
    remaining: Math.max(0, opening.headcount - opening.filled),
  };
}

function presentShortlist(context: FlowContext, found: ExplainedShortlist) {
  const items = found.shortlist.pairs.flatMap((pair, index) => {
    const laborer = found.laborers.get(pair.laborerId);
    if (laborer === undefined) return [];
    const { id, name, idNumberMasked, phoneMasked, homeCode } = laborer;
    const homeName = placeName(context.reference, homeCode);
    const line = presentRanked(pair, found.explanations[index]?.summary);
    return [{ ...line, laborer: { id, name, idNumberMasked, phoneMasked, homeCode, homeName } }];
  });
  const { openingId, considered, reasons } = found.shortlist;
  return { openingId, considered, items, reasons: presentReasons(reasons) };
}
