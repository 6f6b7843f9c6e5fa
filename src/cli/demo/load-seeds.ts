import { say } from '../../domain/bilingual.ts';
import { reportLines } from '../import.ts';
import { seedFolder } from '../seed.ts';
import type { DemoStep } from './step.ts';

/** Imports the seed files into an empty database; data that are there are left as they are. */
export const loadSeedsStep: DemoStep = {
  title: say('载入样例', 'Load the seeds'),
  run: async (stage) => {
    const context = await stage.context();
    const [laborers, openings] = await Promise.all([
      context.db.stores.laborers.count(),
      context.db.stores.openings.count(),
    ]);
    if (laborers > 0 && openings > 0) {
      stage.print(`已有 ${laborers} 名劳动力、${openings} 个岗位，沿用 / kept as they are`);
      return;
    }
    for (const report of await seedFolder(context, stage.host.seedFolder)) {
      for (const line of reportLines(report)) stage.print(line);
    }
  },
};
