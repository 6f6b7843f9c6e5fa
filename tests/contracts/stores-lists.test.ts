import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LaborerId } from '../../src/domain/ids.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import { aLaborer, aRecord, aWillingLaborer } from '../db/builders.ts';
import { openTestDatabase } from '../db/open-test-database.ts';

let db: Database;
let url: string;

beforeAll(async () => {
  ({ db, url } = await openTestDatabase());
});

async function register(serial: number): Promise<LaborerId> {
  const [row] = await db.stores.laborers.upsert([aWillingLaborer(serial)]);
  return row!.id;
}

async function query<Row extends object>(statement: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(statement)).rows as Row[];
  } finally {
    await client.end();
  }
}

const PAGE = { after: null, limit: 50 };

describe('the history of the lists', () => {
  it('tells how each stay began and ended, with reason, source and work', async () => {
    const id = await register(1);
    await db.stores.laborers.moveOnList({
      laborerId: id,
      kind: 'employed',
      date: '2026-03-01',
      reason: 'placement_started',
      source: 'referral:F1',
      work: { placeCode: '120111', employerName: '测试厂', contractMonths: 6 },
    });
    expect(await db.stores.lists.history(id)).toEqual([
      {
        laborerId: id,
        kind: 'willing',
        validFrom: '2026-01-01',
        validTo: '2026-03-01',
        reason: 'imported',
        source: 'test',
        endReason: 'placement_started',
        endSource: 'referral:F1',
        work: {},
      },
      {
        laborerId: id,
        kind: 'employed',
        validFrom: '2026-03-01',
        validTo: null,
        reason: 'placement_started',
        source: 'referral:F1',
        endReason: null,
        endSource: null,
        work: { placeCode: '120111', employerName: '测试厂', contractMonths: 6 },
      },
    ]);
  });

  it('shows the list of any day: half-open stays, people who left since among them', async () => {
    const id = await register(2);
    const move = { laborerId: id, reason: 'placement_started', source: 'test' } as const;
    await db.stores.laborers.moveOnList({ ...move, kind: 'employed', date: '2026-03-01' });
    await db.stores.laborers.remove(id, '2026-09-01');
    const on = async (date: string) =>
      (await db.stores.lists.on({ date, scope: [''] }, PAGE)).items.find((one) => one.laborerId === id)?.kind;
    expect(await on('2025-12-31')).toBeUndefined();
    expect(await on('2026-01-01')).toBe('willing');
    expect(await on('2026-02-28')).toBe('willing');
    expect(await on('2026-03-01')).toBe('employed');
    expect(await on('2026-08-31')).toBe('employed');
    expect(await on('2026-09-01')).toBeUndefined();
  });

  it('keeps to the scope and goes on page by page', async () => {
    const ids = [await register(3), await register(4)];
    const elsewhere = { date: '2026-01-01', scope: ['620524'] };
    expect((await db.stores.lists.on(elsewhere, PAGE)).items).toEqual([]);
    const first = await db.stores.lists.on(
      { date: '2026-01-01', scope: ['6211'], kind: 'willing' },
      { after: null, limit: 1 },
    );
    expect(first.items).toHaveLength(1);
    const rest = await db.stores.lists.on(
      { date: '2026-01-01', scope: ['6211'], kind: 'willing' },
      { after: first.next, limit: 50 },
    );
    expect(rest.items.map((one) => one.laborerId)).toEqual(expect.arrayContaining(ids.slice(1)));
  });

  it('another workplace is another stay, the same one again is none', async () => {
    const id = await register(5);
    const at = async (placeCode: string, date: string) => {
      await db.stores.laborers.moveOnList({
        laborerId: id,
        kind: 'employed',
        date,
        reason: 'placement_started',
        source: 'test',
        work: { placeCode },
      });
    };
    await at('120111', '2026-03-01');
    await at('120111', '2026-04-01');
    await at('350100', '2026-05-01');
    const stays = await db.stores.lists.history(id);
    expect(stays.map(({ validFrom, work }) => [validFrom, work.placeCode])).toEqual([
      ['2026-01-01', undefined],
      ['2026-03-01', '120111'],
      ['2026-05-01', '350100'],
    ]);
  });

  it('a file adds the work to an entry that did not tell it, and overwrites nothing', async () => {
    const list = { kind: 'employed', validFrom: '2026-02-01', source: 'a.csv#2' } as const;
    const [row] = await db.stores.laborers.upsert([aLaborer(6, { list })]);
    const again = (employerName: string) =>
      aLaborer(6, { list: { ...list, source: 'b.csv#2', work: { employerName, contractMonths: 12 } } });
    expect((await db.stores.laborers.upsert([again('甲厂')]))[0]!.outcome).toBe('updated');
    expect((await db.stores.laborers.upsert([again('乙厂')]))[0]!.outcome).toBe('unchanged');
    const [stay] = await db.stores.lists.history(row!.id);
    expect(stay!.work).toEqual({ employerName: '甲厂', contractMonths: 12 });
  });

  it('a loss of ability ends the open stay, whoever writes it down', async () => {
    const id = await register(7);
    await db.stores.laborers.upsert([aLaborer(7, { record: aRecord({ laborAbility: 'lost' }) })]);
    const [stay] = await db.stores.lists.history(id);
    expect(stay).toMatchObject({ endReason: 'ability_lost', endSource: 'laborer.labor_ability' });
  });
});

describe('200 writers at once', () => {
  it('leave each person in at most one open entry, and no two stays that overlap', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, async (_, nth) => await register(100 + nth)));
    await Promise.all(Array.from({ length: 200 }, async (_, nth) => await write(nth)));
    const open = await query(
      'select laborer_id from list_entry where valid_to is null group by 1 having count(*) > 1',
    );
    expect(open).toEqual([]);
    const overlaps = await query(`
      select a.laborer_id from list_entry a join list_entry b on a.laborer_id = b.laborer_id and a.id < b.id
      where daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)`);
    expect(overlaps).toEqual([]);

    async function write(nth: number): Promise<void> {
      const laborerId = ids[nth % ids.length]!;
      const date = `2026-0${(nth % 8) + 1}-10`;
      if (nth % 4 === 0) {
        const list = {
          kind: nth % 8 === 0 ? 'employed' : 'willing',
          validFrom: date,
          source: `f${nth}`,
        } as const;
        const input = aLaborer(100 + (nth % ids.length), { list });
        await db.transaction(async (stores) => await stores.laborers.upsert([input]));
        return;
      }
      const kind = nth % 4 === 1 ? 'employed' : nth % 4 === 2 ? 'willing' : null;
      const reason = kind === null ? 'returned' : kind === 'employed' ? 'placement_started' : 'stated';
      const work = kind === 'employed' ? { employerName: `厂${nth}` } : undefined;
      await db.transaction(async (stores) => {
        if (nth % 3 === 0) await stores.lists.lockStanding(laborerId);
        await stores.laborers.moveOnList({ laborerId, kind, date, reason, source: `w${nth}`, work });
      });
    }
  }, 60_000);
});
