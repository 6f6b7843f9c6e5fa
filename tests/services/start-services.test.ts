import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  chownSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attachServices } from '../../src/services/attach-services.ts';
import { ownIdentity } from '../../src/services/process-identity.ts';
import { withClient } from '../../src/services/postgres-control.ts';
import { withRedis } from '../../src/services/redis-control.ts';
import { readLiveServices, servicesFile, writeServices } from '../../src/services/services-file.ts';
import { startServices } from '../../src/services/start-services.ts';

const hasRealRedis = spawnSync('redis-server', ['--version']).status === 0;
const isRoot = process.getuid?.() === 0;

let home = '';
let children: ChildProcess[] = [];

beforeEach(() => {
  // A blank in the path: users keep projects in such folders.
  home = mkdtempSync(path.join(tmpdir(), 'longqiao home '));
  children = [];
});

afterEach(async () => {
  await Promise.all(children.map((child) => end(child, 'SIGTERM')));
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

interface Owner {
  readonly child: ChildProcess;
  readonly owned: boolean;
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** Starts another process that starts or attaches, and waits until it has. */
async function startOwner(directory = home): Promise<Owner> {
  const script = path.join(import.meta.dirname, '../support/own-services.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) return { child, ...JSON.parse(line) };
  throw new Error('it ended before the services ran');
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  return ended;
}

const ask = (url: string, sql: string) => withClient(url, async (client) => (await client.query(sql)).rows);

describe('one process', () => {
  test('gets a database that keeps acknowledged commits, and a queue that keeps its jobs', async () => {
    const services = await startServices({ directory: home });
    try {
      expect(services.owned).toBe(true);
      expect(await ask(services.databaseUrl, 'show synchronous_commit')).toEqual([
        { synchronous_commit: 'on' },
      ]);
      if (hasRealRedis) {
        const [, appendOnly, , policy] = await withRedis(services.redisUrl, async (client) => [
          ...((await client.config('GET', 'appendonly')) as string[]),
          ...((await client.config('GET', 'maxmemory-policy')) as string[]),
        ]);
        expect([appendOnly, policy]).toEqual(['yes', 'noeviction']);
      }
    } finally {
      await services.stop();
    }
    await expect(ask(services.databaseUrl, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  test('lets nobody in without the password, and shows the password to nobody', async () => {
    const services = await startServices({ directory: home });
    try {
      const url = new URL(services.databaseUrl);
      const { password } = url;
      url.password = 'wrong';
      await expect(ask(url.href, 'select 1')).rejects.toThrow(/password/);
      expect(services.describe()).not.toContain(password);
      expect(statSync(servicesFile(home)).mode & 0o777).toBe(0o600);
    } finally {
      await services.stop();
    }
  });

  test('finds its data again after a stop', async () => {
    const first = await startServices({ directory: home });
    await ask(first.databaseUrl, 'create table kept as select 7 as seven');
    await first.stop();
    expect(existsSync(servicesFile(home))).toBe(false);
    const second = await startServices({ directory: home });
    try {
      expect(await ask(second.databaseUrl, 'select seven from kept')).toEqual([{ seven: 7 }]);
    } finally {
      await second.stop();
    }
  });

  test("uses servers of one's own and leaves no trace", async () => {
    const services = await startServices({
      directory: home,
      databaseUrl: 'postgres://db/x',
      redisUrl: 'redis://r',
    });
    expect(services).toMatchObject({ owned: false, databaseUrl: 'postgres://db/x', redisUrl: 'redis://r' });
    expect(existsSync(servicesFile(home))).toBe(false);
  });
});

describe('two processes', () => {
  test('the second attaches to what the first runs', async () => {
    const owner = await startOwner();
    expect(owner.owned).toBe(true);
    expect(attachServices({ directory: home })).toEqual({
      databaseUrl: owner.databaseUrl,
      redisUrl: owner.redisUrl,
    });
    const second = await startServices({ directory: home });
    await second.stop();
    expect(second.owned).toBe(false);
    expect(await ask(second.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await withRedis(second.redisUrl, (client) => client.ping())).toBe('PONG');
  });

  test('two simultaneous starts end with one owner', async () => {
    const both = await Promise.all([startOwner(), startOwner()]);
    expect(both.filter(({ owned }) => owned)).toHaveLength(1);
    expect(both[0].databaseUrl).toBe(both[1].databaseUrl);
    expect(await ask(both[0].databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('after kill -9 of the owner nothing stays behind, and the next start has every acknowledged row', async () => {
    const owner = await startOwner();
    await ask(owner.databaseUrl, 'create table kept (n int)');
    for (let n = 0; n < 20; n += 1) await ask(owner.databaseUrl, `insert into kept values (${n})`);
    if (hasRealRedis) await withRedis(owner.redisUrl, (client) => client.rpush('jobs', 'one', 'two'));
    await end(owner.child, 'SIGKILL');
    expect(readLiveServices(home)).toBeNull();
    expect(() => attachServices({ directory: home })).toThrow(/No PostgreSQL and Redis are running/);

    const services = await startServices({ directory: home });
    try {
      expect(services.owned).toBe(true);
      expect(await ask(services.databaseUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 20 }]);
      if (hasRealRedis) expect(await withRedis(services.redisUrl, (client) => client.llen('jobs'))).toBe(2);
      await expect(ask(owner.databaseUrl, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    } finally {
      await services.stop();
    }
  });

  test('a file of a process whose id was given to another one is stale', () => {
    const owner = { ...ownIdentity(), startTicks: '1' };
    writeServices(home, { owner, databaseUrl: 'postgres://a', redisUrl: 'redis://b', ownsRedis: false });
    expect(readLiveServices(home)).toBeNull();
  });

  test.each(['', '{', '[]', '{"owner":{"pid":1}}'])('a broken file (%j) counts as none', (text) => {
    writeFileSync(servicesFile(home), text);
    expect(readLiveServices(home)).toBeNull();
  });

  test('the lock of a process that was killed is taken over', async () => {
    writeFileSync(path.join(home, 'services.lock'), JSON.stringify({ pid: process.pid, startTicks: '1' }));
    const services = await startServices({ directory: home });
    await services.stop();
    expect(services.owned).toBe(true);
  });
});

describe('a home that is not ours', () => {
  test('is refused with a remedy, and left as it is', async (context) => {
    context.skip(!isRoot, 'only root can give a folder to somebody else');
    const theirs = path.join(home, 'theirs');
    mkdirSync(theirs);
    chownSync(theirs, 12_345, 12_345);
    await expect(startServices({ directory: theirs })).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'HOME_NOT_OURS',
      remedy: { en: expect.stringContaining('LONGQIAO_HOME') },
    });
  });

  test('a file in its place is refused', async () => {
    const file = path.join(home, 'file');
    writeFileSync(file, 'keep me');
    await expect(startServices({ directory: file })).rejects.toMatchObject({ code: 'HOME_UNUSABLE' });
    expect(readFileSync(file, 'utf8')).toBe('keep me');
  });
});
