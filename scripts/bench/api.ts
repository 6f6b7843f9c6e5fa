/**
 * How much the API costs over a bare Express route that returns the same bytes:
 *   npx tsx scripts/bench/api.ts --profile quick|peak|stress [--json] [--write-docs]
 */
import { apiFigures, apiSection } from './api/api-section.ts';
import { runApiBench } from './api/run-api-bench.ts';
import { benchOptions } from './bench-options.ts';
import { printReport } from './report.ts';
import { writeSection } from './write-section.ts';

try {
  const options = benchOptions(process.argv.slice(2));
  const bench = await runApiBench(options.profile);
  if (options.writeDocs) await writeSection(`api ${options.profile.name}`, apiSection(bench));
  printReport({ bench: 'api', profile: options.profile.name, figures: apiFigures(bench) }, options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
