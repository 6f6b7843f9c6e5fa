import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../../domain/bilingual.ts';
import { addDays } from '../../domain/dates.ts';
import type { FairId } from '../../domain/ids.ts';
import type { FlowContext } from '../../flows/context.ts';
import { arrangePairings, DEFAULT_PER_LABORER, DEFAULT_SLOTS } from '../../flows/fairs/arrange-pairings.ts';
import { createFair } from '../../flows/fairs/create-fair.ts';
import { exportFair } from '../../flows/fairs/export-fair.ts';
import { OPERATOR } from '../host.ts';
import type { DemoStep } from './step.ts';

/** Where the fair is held: 武山县, one of the seeds' counties. */
const FAIR_AREA = '620524';
const FAIR_NAME = '演示招聘会';
/** Booths of the demo's fair: what one sheet shows well. */
const BOOTHS = 12;
/** Interviews that a booth takes at most. */
const PLACES = 10;
/** Openings that are looked through for booths. */
const LISTED = 200;

/** A fair next week with a dozen booths, paired and written as a workbook. */
export const exportFairStep: DemoStep = {
  title: say('招聘会工作簿', 'A job-fair workbook'),
  run: async (stage) => {
    const context = await stage.context();
    const fairId = (await demoFair(context)) ?? (await makeFair(context));
    const exporter = (await stage.host.fairExporters()).xlsx;
    const file = await exportFair(context, { principal: OPERATOR, fairId, exporter, unmasked: null });
    const out = path.join(stage.host.home(), file.fileName);
    await writeFile(out, file.bytes);
    stage.print(out);
  },
};

async function demoFair(context: FlowContext): Promise<FairId | null> {
  const fairs = await context.db.stores.fairs.list({ after: null, limit: LISTED });
  return fairs.items.find((fair) => fair.name === FAIR_NAME)?.id ?? null;
}

async function makeFair(context: FlowContext): Promise<FairId> {
  const today = await context.db.today();
  const open = await context.db.stores.openings.list({ openOn: today }, { after: null, limit: LISTED });
  const chosen = open.items.toSorted((a, b) => b.headcount - a.headcount).slice(0, BOOTHS);
  const fair = await createFair(context, {
    principal: OPERATOR,
    fair: {
      name: FAIR_NAME,
      heldOn: addDays(today, 7),
      areaCode: FAIR_AREA,
      openings: chosen.map((opening, index) => ({
        openingId: opening.id,
        booth: index + 1,
        places: Math.max(1, Math.min(PLACES, opening.headcount - opening.filled)),
      })),
    },
  });
  await arrangePairings(context, {
    principal: OPERATOR,
    fairId: fair.id,
    choice: { kind: 'area', area: FAIR_AREA },
    limits: { slots: DEFAULT_SLOTS, perLaborer: DEFAULT_PER_LABORER },
  });
  return fair.id;
}
