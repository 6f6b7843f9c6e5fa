import { describe, expect, it } from 'vitest';
import { gathered } from '../../src/domain/gather.ts';

/** A source whose questions end when they are told to. */
function source() {
  const asked: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const ask = gathered<string, string>(async (keys) => {
    asked.push(keys);
    await new Promise<void>((resolve) => ends.push(resolve));
    return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key} ${asked.length}`]));
  });
  const turn = async (): Promise<void> => await new Promise((resolve) => void setImmediate(resolve));
  return { asked, ask, turn, end: () => ends.shift()?.() };
}

describe('gathered questions', () => {
  it('are one question for all who ask at the same time, each key once', async () => {
    const { asked, ask, turn, end } = source();
    const answers = Promise.all([ask('a'), ask('b'), ask('a'), ask('nobody')]);
    await turn();
    end();
    expect(await answers).toEqual(['a 1', 'b 1', 'a 1', undefined]);
    expect(asked).toEqual([['a', 'b', 'nobody']]);
  });

  it('are never answered by a question that was asked before', async () => {
    const { asked, ask, turn, end } = source();
    const first = ask('a');
    await turn();
    const second = ask('a');
    await turn();
    const third = ask('a');
    await turn();
    // Two are under way; the third waits for the end of one of them.
    expect(asked).toHaveLength(2);
    end();
    await first;
    await turn();
    end();
    end();
    expect(await Promise.all([second, third])).toHaveLength(2);
    expect(asked).toHaveLength(3);
  });

  it('fail for all who asked, and are asked anew afterwards', async () => {
    let isAway = true;
    const ask = gathered<string, string>(async (keys) => {
      if (isAway) throw new Error('away');
      return await Promise.resolve(new Map(keys.map((key) => [key, 'here'])));
    });
    const both = await Promise.allSettled([ask('a'), ask('b')]);
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    isAway = false;
    expect(await ask('a')).toBe('here');
  });
});
