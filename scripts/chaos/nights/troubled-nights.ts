import { progress } from '../../bench/report.ts';
import type { NightWorld } from './night-world.ts';

/**
 * Runs one night after another while trouble is made, lets the last one end in peace, and judges each.
 * @returns how many were published.
 */
export async function troubledNights(world: NightWorld, trouble: () => Promise<void>): Promise<number> {
  const state = { isOver: false };
  const troubling = trouble().finally(() => {
    state.isOver = true;
  });
  let nights = 0;
  const running = async (): Promise<void> => {
    do {
      const { id } = await world.start();
      await world.judge(await world.untilPublished(id));
      nights += 1;
    } while (!state.isOver);
  };
  await Promise.all([troubling, running()]);
  progress(`${nights} disturbed nights are published`);
  return nights;
}
