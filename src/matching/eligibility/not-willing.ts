import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** NOT_WILLING: not on the willing list at the run date, nor displaced by a layoff. */
export const notWilling: Rule = {
  code: 'NOT_WILLING',
  verdict({ laborer }) {
    return laborer.input.isWilling ? 'passed' : 'failed';
  },
  sentence({ world, laborer }, verdict) {
    if (verdict === 'failed') {
      return say(
        `${world.settings.runDate} 不在“有外出务工意愿”清单上`,
        `Not on the willing list on ${world.settings.runDate}`,
      );
    }
    const since = laborer.input.willingSince;
    return since === null
      ? say('在“有外出务工意愿”清单上', 'On the willing list')
      : say(`${since} 起有外出务工意愿`, `On the willing list since ${since}`);
  },
};
