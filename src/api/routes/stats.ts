import type { z } from 'zod';
import type { FlowContext } from '../../flows/context.ts';
import type { SheetExporter, SheetExporters } from '../../flows/ports/sheets.ts';
import { employedShare, exportStats } from '../../flows/stats/export-stats.ts';
import { readFloor } from '../../flows/stats/read-floor.ts';
import { readStatsRows } from '../../flows/stats/read-stats-rows.ts';
import { readStats, type StatsCell } from '../../flows/stats/read-stats.ts';
import { partWords } from '../../flows/stats/stats-words.ts';
import type { CountingRule } from '../../lists/counts/counting-rule.ts';
import { statsEndpoints as endpoints } from '../contract/stats.ts';
import { placeName } from '../presentation/place-name.ts';
import { route, type Ask, type Reply, type Route } from '../route.ts';

/** Counts: the form, the people behind a number, the floor, exports. */
export function statsRoutes(context: FlowContext, exporters: SheetExporters): Route[] {
  const { reference } = context;
  return [
    route(endpoints.read, async ({ principal, query }) => {
      const stats = await readStats(context, { principal, by: query.by, ...cellOf(query) });
      const { date, from, area, terms, rule } = stats.query;
      const { by, total, groups } = stats;
      return {
        body: {
          date,
          from: from ?? null,
          area,
          terms: terms.id,
          title: terms.reportTitle,
          by,
          rule: presentRule(rule),
          total,
          employedPercent: employedShare(total),
          groups: groups.map(({ key, tally }) => ({
            key,
            words: partWords(reference, terms, by ?? 'county', key),
            tally,
            employedPercent: employedShare(tally),
          })),
        },
      };
    }),
    route(endpoints.rows, async ({ principal, query }) => {
      const { measure, after = null, limit } = query;
      const page = await readStatsRows(context, {
        principal,
        measure,
        ...cellOf(query),
        page: { after, limit },
      });
      const items = page.items.map((one) => ({ ...one, homeName: placeName(reference, one.homeCode) }));
      return { body: { items, next: page.next } };
    }),
    route(endpoints.floor, async ({ principal, query }) => {
      const found = await readFloor(context, { principal, ...query });
      const { date, area, terms } = found.query;
      const { away, placeUnknown, floor } = found;
      const rule = presentRule(found.rule);
      return { body: { date, area, title: terms.floorTitle, rule, away, placeUnknown, floor } };
    }),
    route(endpoints.exportXlsx, async (ask) => await exportAs(context, exporters.xlsx, ask)),
    route(endpoints.exportCsv, async (ask) => await exportAs(context, exporters.csv, ask)),
  ];
}

type Query = Partial<z.output<typeof endpoints.read.query>>;

function cellOf(query: Query): StatsCell {
  const { date, from, area, terms, category, sex, ageBand, education, ability, tier } = query;
  return { date, from, area, terms, where: { category, sex, ageBand, education, ability, tier } };
}

function presentRule(rule: CountingRule | null) {
  if (rule === null) return null;
  const { place, minimumDays, flags, source, isAssumption } = rule;
  return { place, minimumDays, flags, source, isAssumption };
}

async function exportAs(
  context: FlowContext,
  exporter: SheetExporter,
  { principal, query }: Ask<unknown, z.output<typeof endpoints.exportXlsx.query>, unknown>,
): Promise<Reply> {
  const file = await exportStats(context, { principal, by: query.by, exporter, ...cellOf(query) });
  return { file: { mediaType: file.mediaType, name: file.fileName, bytes: file.bytes } };
}
