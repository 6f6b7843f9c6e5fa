import { nameForEmployer } from '../../domain/consent.ts';
import type { Laborer } from '../../domain/laborer.ts';
import type { z } from 'zod';
import { shownScore } from '../../domain/recommendation.ts';
import type { FlowContext } from '../../flows/context.ts';
import { arrangePairings, DEFAULT_PER_LABORER, DEFAULT_SLOTS } from '../../flows/fairs/arrange-pairings.ts';
import type { LaborerChoice } from '../../flows/fairs/choose-laborers.ts';
import { createFair } from '../../flows/fairs/create-fair.ts';
import { exportFair, type ExportFairInput } from '../../flows/fairs/export-fair.ts';
import { listFairs, readFair } from '../../flows/fairs/read-fair.ts';
import { readPairings, type FairPlan } from '../../flows/fairs/read-pairings.ts';
import type { FairExporter } from '../../flows/ports/files.ts';
import { fairEndpoints as endpoints } from '../contract/fairs.ts';
import { pageRequest } from '../page-request.ts';
import { route, type Ask, type Reply, type Route } from '../route.ts';

/** A way out for each format. */
export interface FairExporters {
  readonly csv: FairExporter;
  readonly xlsx: FairExporter;
}

/** Job fairs: add, pair, export. */
export function fairRoutes(context: FlowContext, exporters: FairExporters): Route[] {
  return [
    route(endpoints.list, async ({ principal, query }) => ({
      body: await listFairs(context, { principal, page: pageRequest(query) }),
    })),
    route(endpoints.create, async ({ principal, body }) => {
      const fair = await createFair(context, { principal, fair: body });
      return { body: fair, location: `/fairs/${fair.id}` };
    }),
    route(endpoints.read, async ({ principal, params }) => ({
      body: await readFair(context, { principal, ...params }),
    })),
    route(endpoints.pair, async ({ principal, params, body }) => {
      const { slots = DEFAULT_SLOTS, perLaborer = DEFAULT_PER_LABORER } = body;
      const choice = choiceOf(body.laborers);
      await arrangePairings(context, { principal, ...params, choice, limits: { slots, perLaborer } });
      return { body: presentPlan(await readPairings(context, { principal, ...params })) };
    }),
    route(endpoints.pairings, async ({ principal, params }) => ({
      body: presentPlan(await readPairings(context, { principal, ...params })),
    })),
    route(endpoints.exportXlsx, async (ask) => await exportAs(context, exporters.xlsx, ask)),
    route(endpoints.exportCsv, async (ask) => await exportAs(context, exporters.csv, ask)),
  ];
}

type PairBody = z.output<typeof endpoints.pair.body>;

function choiceOf(laborers: PairBody['laborers']): LaborerChoice {
  return 'area' in laborers
    ? { kind: 'area', area: laborers.area }
    : { kind: 'ids', ids: [...new Set(laborers.laborerIds)] };
}

function presentPlan(plan: FairPlan) {
  return {
    fairId: plan.fair.id,
    pairings: plan.pairings.map(({ booth, slot, laborerId, openingId, score, reason }) => ({
      booth,
      slot,
      laborerId,
      laborerName: shownName(plan.laborers.get(laborerId)),
      openingId,
      score: shownScore(score),
      reason,
    })),
  };
}

type ExportAsk = Ask<
  z.output<typeof endpoints.exportXlsx.params>,
  z.output<typeof endpoints.exportXlsx.query>,
  unknown
>;

async function exportAs(context: FlowContext, exporter: FairExporter, ask: ExportAsk): Promise<Reply> {
  const { principal, params, query } = ask;
  const unmasked: ExportFairInput['unmasked'] =
    query.unmasked === true ? { purpose: query.purpose ?? '' } : null;
  const file = await exportFair(context, { principal, ...params, exporter, unmasked });
  return { file: { mediaType: file.mediaType, name: file.fileName, bytes: file.bytes } };
}

function shownName(laborer: Laborer | undefined): string {
  return laborer === undefined ? '' : nameForEmployer(laborer);
}
