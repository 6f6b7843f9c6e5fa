import { say } from '../../domain/bilingual.ts';
import type { Rule } from './rule.ts';

/** OPENING_CLOSED: withdrawn, not open yet, or past its last day. A date that is not given does not close. */
export const openingClosed: Rule = {
  code: 'OPENING_CLOSED',
  verdict({ world, opening: { input } }) {
    const { runDate } = world.settings;
    const isEarly = input.opensOn !== undefined && runDate < input.opensOn;
    const isLate = input.closesOn !== undefined && runDate > input.closesOn;
    return input.isWithdrawn || isEarly || isLate ? 'failed' : 'passed';
  },
  sentence({ world, opening: { input } }, verdict) {
    if (verdict === 'passed') {
      return input.closesOn === undefined
        ? say('岗位正在招聘', 'The opening is open')
        : say(`岗位招聘到 ${input.closesOn}`, `The opening is open until ${input.closesOn}`);
    }
    if (input.isWithdrawn) return say('岗位已撤回', 'The opening was withdrawn');
    return input.opensOn !== undefined && world.settings.runDate < input.opensOn
      ? say(`岗位 ${input.opensOn} 才开始招聘`, `The opening opens on ${input.opensOn}`)
      : say(`岗位已于 ${input.closesOn} 截止`, `The opening closed on ${input.closesOn}`);
  },
};
