import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { LABORER_COPY_COLUMNS } from '../../../src/db/copy/laborer-copy.ts';
import { LIST_COPY_COLUMNS } from '../../../src/db/copy/recommendation-copy.ts';
import { willingOn } from '../../../src/db/stores/laborer-matching.ts';

/** What the floor is measured over. */
export interface FloorInput {
  readonly url: string;
  /** As many as a night has under way. */
  readonly connections: number;
  readonly runDate: string;
  readonly runKey: number;
  /** Where the packed bytes lie between the measurements. */
  readonly folder: string;
}

/** Writes the packed lists of a run into one file a connection: what the night wrote, byte by byte. */
export async function saveLists(input: FloorInput): Promise<void> {
  const ranges = await rangesOf(input);
  await onEach(input, async (client, nth) => {
    const [from, to] = ranges[nth] ?? [0, 0];
    const out = client.query(
      copyTo(`copy (select ${LIST_COPY_COLUMNS} from recommendation_r${input.runKey}
        where laborer_id >= ${from} and laborer_id < ${to} order by laborer_id) to stdout (format binary)`),
    );
    await pipeline(out, createWriteStream(fileOf(input, nth)));
  });
}

/**
 * The least that a night can cost: the same columns out by binary COPY to clients that throw them away, then the identical packed
 * bytes by binary COPY into an identical logged, keyed table, on as many connections. Seconds.
 */
export async function copyFloor(
  input: FloorInput,
): Promise<{ readonly read: number; readonly write: number }> {
  const ranges = await rangesOf(input);
  const read = await seconds(async () => {
    await onEach(input, async (client, nth) => {
      const [from, to] = ranges[nth] ?? [0, 0];
      const out = client.query(
        copyTo(`copy (select ${LABORER_COPY_COLUMNS} from laborer l
          join list_entry e on e.laborer_id = l.id and ${willingOn(`'${input.runDate}'`)}
          where l.removed_on is null and l.id >= ${from} and l.id < ${to}) to stdout (format binary)`),
      );
      await pipeline(out, new Writable({ write: (_chunk, _encoding, done) => done() }));
    });
  });
  const write = await seconds(async () => {
    await withClient(input.url, async (client) => {
      await client.query('drop table if exists floor_list');
      await client.query(`create table floor_list (like recommendation_r${input.runKey} including all)`);
    });
    await onEach(input, async (client, nth) => {
      const into = client.query(
        copyFrom(`copy floor_list (${LIST_COPY_COLUMNS}) from stdin (format binary)`),
      );
      await pipeline(createReadStream(fileOf(input, nth), { highWaterMark: 256 * 1_024 }), into);
    });
  });
  await withClient(input.url, async (client) => {
    await client.query('drop table floor_list');
  });
  return { read, write };
}

function fileOf({ folder }: FloorInput, nth: number): string {
  return path.join(folder, `lists-${nth}.copy`);
}

/** Equal shares of the laborer keys, `to` exclusive. */
async function rangesOf({ url, connections }: FloorInput): Promise<readonly (readonly [number, number])[]> {
  let last = 0;
  await withClient(url, async (client) => {
    const found = await client.query<{ last: number }>('select max(id) as last from laborer');
    last = found.rows[0]?.last ?? 0;
  });
  const size = Math.ceil((last + 1) / connections);
  return Array.from({ length: connections }, (_, nth) => [nth * size, (nth + 1) * size] as const);
}

async function onEach(
  { url, connections }: FloorInput,
  work: (client: Client, nth: number) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: connections }, async (_, nth) => {
      await withClient(url, async (client) => {
        await work(client, nth);
      });
    }),
  );
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Wall-clock seconds of some work. */
async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}
