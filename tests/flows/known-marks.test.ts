import { describe, expect, it } from 'vitest';
import type { LaborerId } from '../../src/domain/ids.ts';
import { KnownMarks } from '../../src/flows/known-marks.ts';
import type { Stores } from '../../src/flows/ports/database.ts';
import type { ListChanges } from '../../src/flows/ports/freshness-store.ts';
import type { ListMark } from '../../src/flows/ports/run-store.ts';

const LI: LaborerId = 'L1';
const MA: LaborerId = 'L2';

/** Marks that say when they were read, over a database whose changes the test tells. */
function world() {
  const rows = new Map<LaborerId, ListMark>();
  const told: ListChanges[] = [];
  const read: LaborerId[][] = [];
  let pause: Promise<void> = Promise.resolve();
  const write = (mark: string, ...ids: LaborerId[]): void => {
    for (const id of ids) rows.set(id, { homeCode: '6201', mark });
  };
  const stores = {
    runs: {
      listMarks: async (ids: readonly LaborerId[]) => {
        read.push([...ids]);
        const found = new Map(
          ids.flatMap((id) => {
            const mark = rows.get(id);
            return mark === undefined ? [] : [[id, mark] as const];
          }),
        );
        await pause;
        return found;
      },
    },
    freshness: {
      listChanges: async () => {
        const next = told.shift();
        if (next === undefined) throw new Error('the database is away');
        return await Promise.resolve(next);
      },
    },
  };
  // Only these two questions are asked.
  const marks = new KnownMarks(stores as unknown as Pick<Stores, 'freshness' | 'runs'>);
  const tell = (asOf: string, laborers: readonly LaborerId[] | null, everybody = 'all'): void => {
    told.push({ asOf, everybody, laborers });
  };
  const hold = (): (() => void) => {
    let release = (): void => undefined;
    pause = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  };
  return { marks, write, tell, read, hold };
}

describe('kept marks', () => {
  it('are read once while nothing is committed', async () => {
    const { marks, write, tell, read } = world();
    write('a', LI);
    tell('1', null);
    expect((await marks.of(LI, '1'))?.mark).toBe('a');
    expect((await marks.of(LI, '1'))?.mark).toBe('a');
    expect(read).toEqual([[LI]]);
  });

  it('are read anew of whom a commit concerned, and of nobody else', async () => {
    const { marks, write, tell, read } = world();
    write('a', LI, MA);
    tell('1', null);
    await Promise.all([marks.of(LI, '1'), marks.of(MA, '1')]);
    write('b', LI);
    tell('2', [LI]);
    expect((await marks.of(MA, '2'))?.mark).toBe('a');
    expect((await marks.of(LI, '2'))?.mark).toBe('b');
    expect(read.flat()).toEqual([LI, MA, LI]);
  });

  it.each([
    ['what concerns everybody changed', [], 'other'],
    ['nobody can say who changed', null, 'all'],
  ] as const)('are all read anew where %s', async (_why, laborers, everybody) => {
    const { marks, write, tell } = world();
    write('a', LI);
    tell('1', null);
    await marks.of(LI, '1');
    write('b', LI);
    tell('2', laborers, everybody);
    expect((await marks.of(LI, '2'))?.mark).toBe('b');
  });

  it('do not keep what was read before a change that was seen meanwhile', async () => {
    const { marks, write, tell, hold } = world();
    write('a', LI, MA);
    tell('1', null);
    await marks.of(MA, '1');
    const release = hold();
    const early = marks.of(LI, '1');
    await new Promise((resolve) => setImmediate(resolve));
    write('b', LI);
    tell('2', [LI]);
    await marks.of(MA, '2');
    release();
    // Who asked before the change may see the mark of before.
    expect((await early)?.mark).toBe('a');
    expect((await marks.of(LI, '2'))?.mark).toBe('b');
  });

  it('are all forgotten where the proof fails', async () => {
    const { marks, write, tell } = world();
    write('a', LI);
    tell('1', null);
    await marks.of(LI, '1');
    await expect(marks.of(LI, '2')).rejects.toThrow('away');
    write('b', LI);
    tell('1', []);
    expect((await marks.of(LI, '1'))?.mark).toBe('b');
  });

  it('of whom no run covers are asked for each time', async () => {
    const { marks, write, tell } = world();
    tell('1', null);
    expect(await marks.of(LI, '1')).toBeUndefined();
    write('a', LI);
    expect((await marks.of(LI, '1'))?.mark).toBe('a');
  });
});
