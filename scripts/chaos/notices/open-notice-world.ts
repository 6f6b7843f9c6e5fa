import { creditCheckCharacter } from '../../../src/domain/credit-code.ts';
import { idCheckCharacter } from '../../../src/domain/id-number.ts';
import { keyOf, type BrokerId, type LaborerId, type OpeningId, type RunId } from '../../../src/domain/ids.ts';
import type { OutsideChannel } from '../../../src/domain/notification.ts';
import { openDatabase } from '../../../src/db/open-database.ts';
import type { FlowContext } from '../../../src/flows/context.ts';
import type { Database } from '../../../src/flows/ports/database.ts';
import type { LaborerInput } from '../../../src/flows/ports/laborer-store.ts';
import { networkRules } from '../../../src/notifiers/http/network-rules.ts';
import { createWebhookNotifier } from '../../../src/notifiers/webhook.ts';
import { benchContext, benchCrypto } from '../../bench/night/bench-context.ts';

/** A database in which notices wait for a receiver on this machine. */
export interface NoticeWorld {
  readonly db: Database;
  readonly context: FlowContext;
  /** One notice of each broker and run. */
  readonly notices: readonly {
    readonly runId: RunId;
    readonly brokerId: BrokerId;
    readonly laborerId: LaborerId;
  }[];
  close(): Promise<void>;
}

/** The signing secret of every broker of the world. */
export const NOTICE_SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
/** The answer of a healthy receiver takes a millisecond: this is a hang. */
const LIMIT_MS = 300;
/** Nobody is to wait for a turn where the faults are what is measured. */
const NO_LIMIT = { perMinute: 1_000_000, burst: 100_000 };
/** More than lanes, since each holds a connection while it sends. */
const POOL_SIZE = 16;

/** The context that sends, over a migrated database. `send` limits are those of a test. */
export async function openNoticeContext(
  databaseUrl: string,
  poolSize = POOL_SIZE,
): Promise<{ db: Database; context: FlowContext }> {
  const db = await openDatabase({ url: databaseUrl, crypto: benchCrypto(), poolSize });
  const rules = networkRules(['127.0.0.0/8']);
  const webhook = createWebhookNotifier({
    publicUrl: 'https://longqiao.example',
    rules,
    limitMs: LIMIT_MS,
    limit: NO_LIMIT,
  });
  // Failures are what is asked for.
  const log = { info: () => undefined, warn: () => undefined, error: console.error };
  return { db, context: { ...benchContext(db), log, notifiers: [webhook] } };
}

/**
 * Fills a migrated database with so many notices that are due, each of one laborer of its own.
 * @param input.url where the brokers' webhooks lead.
 */
export async function openNoticeWorld(input: {
  readonly databaseUrl: string;
  readonly notices: number;
  readonly url: string;
}): Promise<NoticeWorld> {
  const { db, context } = await openNoticeContext(input.databaseUrl);
  await db.migrate();
  const side = Math.ceil(Math.sqrt(input.notices));
  const laborerIds = await addLaborers(db, input.notices);
  const openingId = await addOpening(db);
  const brokerIds = await addBrokers(db, side, input.url);
  const runIds = await addRuns(db, side);
  const notices = laborerIds.map((laborerId, index) => ({
    laborerId,
    // Both lists hold `side` ids, and index < side².
    runId: runIds[Math.floor(index / side)] as RunId,
    brokerId: brokerIds[index % side] as BrokerId,
  }));
  const channel: OutsideChannel = 'webhook';
  await db.stores.notices.addToOutbox(
    notices.map(({ runId, brokerId, laborerId }) => ({
      runId,
      brokerId,
      channel,
      digest: {
        runId,
        brokerId,
        newLaborers: 1,
        newPairs: 1,
        items: [{ laborerId, openingId, score: 80_000_000, news: 'new', isNewLaborer: true }],
        waiting: 0,
        losses: [],
      },
    })),
  );
  return { db, context, notices, close: async () => await db.close() };
}

async function addLaborers(db: Database, count: number): Promise<LaborerId[]> {
  const inputs = Array.from({ length: count }, (_, serial) => laborerOf(serial));
  const rows = await db.transaction(async (stores) => await stores.laborers.upsert(inputs));
  return rows.map((row) => row.id).toSorted((a, b) => keyOf(a) - keyOf(b));
}

/** Area 629999 does not exist: she is nobody. */
function laborerOf(serial: number): LaborerInput {
  const day = new Date(Date.UTC(1970, 0, 1 + Math.floor(serial / 1_000))).toISOString().slice(0, 10);
  const first17 = `629999${day.replaceAll('-', '')}${String(serial % 1_000).padStart(3, '0')}`;
  return {
    record: {
      name: `测试${serial}`,
      birthDate: day,
      homeCode: '621121',
      matchConsent: 'given',
      flags: {
        registeredPoor: false,
        outOfPoverty: false,
        monitored: false,
        disabled: false,
        relocated: false,
      },
      intention: { areas: [], tiers: [], wishedOccupations: [], refusedOccupations: [] },
    },
    personal: { idNumber: first17 + idCheckCharacter(first17), phone: null },
    list: { kind: 'willing', validFrom: '2026-01-01', source: 'chaos' },
  };
}

async function addOpening(db: Database): Promise<OpeningId> {
  const first17 = '91620000MA0000001';
  const creditCode = first17 + creditCheckCharacter(first17);
  await db.stores.employers.upsert([{ name: '测试企业', creditCode, kind: 'in_province', evidence: [] }]);
  const record = {
    title: '电焊工',
    occupation: 'welder',
    requirements: [],
    gates: [],
    placeCode: '120116',
    headcount: 10_000,
    filled: 0,
    isWithdrawn: false,
    bars: {},
    flaggedWords: [],
  };
  const [row] = await db.stores.openings.upsert([
    { record, employerCreditCode: creditCode, worksiteCreditCode: creditCode },
  ]);
  if (row === undefined) throw new Error('the opening was not added');
  return row.id;
}

async function addBrokers(db: Database, count: number, url: string): Promise<BrokerId[]> {
  const ids: BrokerId[] = [];
  for (let serial = 0; serial < count; serial += 1) {
    const broker = { name: `经纪人${serial}`, stationId: null, scope: ['62'], email: null, isActive: true };
    const brokerId = await db.stores.brokers.add(broker);
    const target = { address: url, secrets: [NOTICE_SECRET] };
    await db.stores.channels.put({ brokerId, kind: 'webhook', target, isActive: true });
    ids.push(brokerId);
  }
  return ids;
}

async function addRuns(db: Database, count: number): Promise<RunId[]> {
  const runDate = await db.today();
  const ids: RunId[] = [];
  for (let serial = 0; serial < count; serial += 1) {
    const { run } = await db.stores.runs.create({
      kind: 'manual',
      scope: '',
      requestId: `chaos ${serial}`,
      startedBy: 'chaos',
      runDate,
      epochWeek: '2026-W48',
      profileName: 'default',
      profileVersion: 1,
      idfVersion: 1,
      topK: 20,
      openings: 1,
      engineVersion: 'chaos',
      weightsSha256: '0'.repeat(64),
      isVerified: false,
      isDryRun: false,
    });
    ids.push(run.id);
  }
  return ids;
}
