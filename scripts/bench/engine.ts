/**
 * How fast the engine is, beside what one would run otherwise:
 *   npx tsx scripts/bench/engine.ts --profile quick|peak|stress [--json] [--write-docs]
 */
import { benchOptions } from './bench-options.ts';
import { engineFigures } from './engine/engine-figures.ts';
import { engineSection } from './engine/engine-section.ts';
import { runEngineBench } from './engine/run-engine-bench.ts';
import { printReport } from './report.ts';
import { writeSection } from './write-section.ts';

try {
  const options = benchOptions(process.argv.slice(2));
  const bench = await runEngineBench(options.profile);
  const figures = engineFigures(bench);
  if (options.writeDocs) await writeSection(`engine ${options.profile.name}`, engineSection(bench));
  printReport({ bench: 'engine', profile: options.profile.name, figures }, options);
  if (figures['mismatches'] !== 0 || figures['peerMismatches'] !== 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
