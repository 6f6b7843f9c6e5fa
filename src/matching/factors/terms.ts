import { say } from '../../domain/bilingual.ts';
import { FACTOR_MAX } from '../../domain/weights.ts';
import type { Factor } from './factor.ts';

/** Net pay at which the factor is 0, and how many times that it is full: 2,500 to 10,000 yuan a month. */
const LEAST_NET_CNY_PER_MONTH = 2_500;
const LN_RANGE = Math.log(4);

/** terms = 100,000 · ln(net / 2,500) / ln 4, rounded, cut to 0..100,000; the same for every laborer. */
export const terms: Factor = {
  name: 'terms',
  value({ opening }) {
    return termsValue(opening.pay.netCnyPerMonth);
  },
  sentence({ opening: { pay, input } }) {
    const net = Math.round(pay.netCnyPerMonth);
    const extras = [
      input.providesLodging === true ? say('包住', 'lodging') : null,
      input.providesMeals === true ? say('包吃', 'meals') : null,
    ].filter((extra) => extra !== null);
    const zh = extras.length === 0 ? '' : `（${extras.map((extra) => extra.zh).join('、')}）`;
    const en = extras.length === 0 ? '' : ` with ${extras.map((extra) => extra.en).join(' and ')}`;
    switch (pay.source) {
      case 'reported':
        return say(
          `已去的人到手约 ${net} 元/月${zh}`,
          `Those who went report about ${net} yuan a month${en}`,
        );
      case 'advertised':
        return say(`折合至少 ${net} 元/月${zh}`, `Worth at least ${net} yuan a month${en}`);
      case 'band':
        return input.wage === undefined
          ? say(
              `未写工资，按同工种约 ${net} 元/月${zh}`,
              `No wage given; its trade pays about ${net} yuan a month${en}`,
            )
          : say(
              `只写了最高工资，按同工种约 ${net} 元/月${zh}`,
              `Only a highest wage given; its trade pays about ${net} yuan a month${en}`,
            );
    }
  },
};

/** The factor of a net pay, yuan a month; integer 0..100,000. */
export function termsValue(netCnyPerMonth: number): number {
  if (netCnyPerMonth <= LEAST_NET_CNY_PER_MONTH) return 0;
  const value = Math.round((FACTOR_MAX * Math.log(netCnyPerMonth / LEAST_NET_CNY_PER_MONTH)) / LN_RANGE);
  return Math.min(FACTOR_MAX, value);
}
