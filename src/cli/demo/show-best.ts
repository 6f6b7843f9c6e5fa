import { say } from '../../domain/bilingual.ts';
import type { LaborerId, OpeningId } from '../../domain/ids.ts';
import type { FlowContext } from '../../flows/context.ts';
import { recommend } from '../../flows/recommend.ts';
import { shortlist } from '../../flows/shortlist.ts';
import { OPERATOR } from '../host.ts';
import { employersOf } from '../text/employer-names.ts';
import { placeName } from '../text/place-name.ts';
import { openingText, recommendationLines, shortlistLines } from '../text/recommendations.ts';
import type { DemoStage, DemoStep } from './step.ts';

/** Rows of each list. */
const SHOWN = 5;

/** One laborer's five best openings, and the five best laborers of the first of them. */
export const showBestStep: DemoStep = {
  title: say('最合适的岗位与人选', 'The best openings and the best laborers'),
  run: async (stage) => {
    const context = await stage.context();
    const laborerId = await exampleLaborer(context);
    if (laborerId === null) {
      stage.print('没有人有五个以上合适的岗位 / nobody has five fitting openings');
      return;
    }
    const openingId = await showOpenings(stage, context, laborerId);
    if (openingId !== null) await showLaborers(stage, context, openingId);
  },
};

/** The laborer whose fifth opening is the best fifth of all: a list worth showing. */
async function exampleLaborer(context: FlowContext): Promise<LaborerId | null> {
  const run = await context.db.stores.runs.latestPublished();
  let best: { readonly id: LaborerId; readonly score: number } | null = null;
  if (run === null) return null;
  for await (const batch of context.db.stores.runs.lists(run.id)) {
    for (const list of batch) {
      const score = list.pairs[SHOWN - 1]?.score ?? 0;
      if (score > (best?.score ?? 0)) best = { id: list.laborerId, score };
    }
  }
  return best?.id ?? null;
}

async function showOpenings(
  stage: DemoStage,
  context: FlowContext,
  laborerId: LaborerId,
): Promise<OpeningId | null> {
  const found = await recommend(context, { principal: OPERATOR, laborerId, k: SHOWN });
  const [laborer] = await context.db.stores.laborers.find([laborerId]);
  const home = placeName(context.reference, laborer?.homeCode ?? null);
  stage.print(`劳动力 ${laborerId} ${laborer?.name ?? ''}（${home}）最合适的 ${SHOWN} 个岗位：`);
  const employers = await employersOf(context, [...found.openings.values()]);
  for (const line of recommendationLines(found, { reference: context.reference, employers }))
    stage.print(line);
  return found.list.pairs[0]?.openingId ?? null;
}

async function showLaborers(stage: DemoStage, context: FlowContext, openingId: OpeningId): Promise<void> {
  const found = await shortlist(context, { principal: OPERATOR, openingId, k: SHOWN });
  const names = { reference: context.reference, employers: await employersOf(context, [found.opening]) };
  stage.print('');
  stage.print(`岗位 ${openingId} ${openingText(found.opening, names)} 最合适的 ${SHOWN} 人：`);
  for (const line of shortlistLines(found, names)) stage.print(line);
}
