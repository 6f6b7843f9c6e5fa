import type { Factor } from './factor.ts';

/**
 * stability: the worksite employer's score as of the epoch (room `stability/`); the same for every laborer.
 */
export const stability: Factor = {
  name: 'stability',
  value({ opening }) {
    return opening.input.stability.value;
  },
  sentence({ opening }) {
    return opening.input.stability.explanation;
  },
};
