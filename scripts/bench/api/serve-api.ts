/** The API of the bench: as `longqiao serve` builds it, with log, limiter and authentication. DATABASE_URL, BENCH_LOG. */
import { openSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pino from 'pino';
import { createApi } from '../../../src/api/create-api.ts';
import { listen } from '../../../src/api/listen.ts';
import { openDatabase } from '../../../src/db/open-database.ts';
import { digestXlsxExporter } from '../../../src/exporters/digest-workbook.ts';
import { fairCsvExporter, fairXlsxExporter } from '../../../src/exporters/fair-workbook.ts';
import { personWorkbook } from '../../../src/exporters/person-workbook.ts';
import { sheetCsvExporter, sheetXlsxExporter } from '../../../src/exporters/sheet-workbook.ts';
import { createLogger } from '../../../src/logger.ts';
import { RankingThreads } from '../../../src/ranking/ranking-threads.ts';
import { benchContext, benchCrypto } from '../night/bench-context.ts';
import type { LoopLag, ServerReady } from './server-process.ts';

/** The limiter counts and never refuses. */
const REQUESTS_PER_MINUTE = 1_000_000_000;
const LAG_RESOLUTION_MS = 5;
const NS_PER_MS = 1_000_000;
const P99 = 99;

const databaseUrl = process.env['DATABASE_URL'] ?? '';
const db = await openDatabase({ url: databaseUrl, crypto: benchCrypto() });
const ranker = new RankingThreads({
  entry: new URL('../../../src/bin/ranking-thread.ts', import.meta.url),
  databaseUrl,
  threads: 1,
  onTrouble: (error) => console.error(error),
});
const nothingIsImported = async (): Promise<never> =>
  await Promise.reject(new Error('the bench imports nothing'));
const api = createApi({
  context: { ...benchContext(db), ranker },
  version: 'bench',
  digestExporter: digestXlsxExporter,
  fairExporters: { csv: fairCsvExporter, xlsx: fairXlsxExporter },
  personWorkbook,
  sheetExporters: { csv: sheetCsvExporter, xlsx: sheetXlsxExporter },
  importSheets: { failing: nothingIsImported, toWorkbook: nothingIsImported, template: nothingIsImported },
  limits: { csvBytes: 0, xlsxBytes: 0 },
  requestsPerMinute: REQUESTS_PER_MINUTE,
  logger: createLogger({
    level: 'info',
    destination: pino.destination({ fd: openSync(process.env['BENCH_LOG'] ?? '/dev/null', 'a'), sync: true }),
  }),
});
const { url } = await listen(api, { host: '127.0.0.1', port: 0, whenTaken: 'fail' });
const delay = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
delay.enable();
process.on('message', () => {
  const late = (ns: number): number => Math.max(0, ns / NS_PER_MS - LAG_RESOLUTION_MS);
  const lag: LoopLag = { p99Ms: late(delay.percentile(P99)), maxMs: late(delay.max) };
  delay.reset();
  process.send?.(lag);
});
process.send?.({ url } satisfies ServerReady);
