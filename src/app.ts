/**
 * The composition root of programs; that of threads is `thread-supplies.ts`. Only these construct. Rooms are imported when they are needed, so that a verb that
 * needs no database does not wait for its libraries.
 */
import { availableParallelism, hostname } from 'node:os';
import path from 'node:path';
import type { DemoHost } from './cli/demo/step.ts';
import type { CliHost, Running } from './cli/host.ts';
import { PROJECT_ROOT, readConfig, type Config } from './config.ts';
import { withDotEnv } from './dot-env.ts';
import type { FlowContext } from './flows/context.ts';
import type { DoctorProbes } from './flows/doctor.ts';
import type { DigestExporter, ImportSheets } from './flows/ports/files.ts';
import type { DatabaseHealth } from './flows/ports/database.ts';
import type { Notifier } from './flows/ports/notifier.ts';
import type { Ranker } from './flows/ports/ranker.ts';
import type { SheetExporters } from './flows/ports/sheets.ts';
import { createLogger } from './logger.ts';
import { findOrMakePersonalKeys, findPersonalKeys } from './personal-keys.ts';
import { loadReference } from './reference/load-reference.ts';
import { attachServices, findDatabaseUrl, findRedisUrl } from './services/attach-services.ts';
import { startServices, type Services } from './services/start-services.ts';
import { anyCrypto } from './thread-supplies.ts';
import { ownVersion } from './version.ts';

/** What the command line works with. The environment is read at the first use, so that `--help` works with any. */
export function createHost(environment: NodeJS.ProcessEnv): CliHost & DemoHost {
  let read: Config | undefined;
  const config = (): Config =>
    (read ??= readConfig(withDotEnv(environment, path.join(PROJECT_ROOT, '.env'))));
  return {
    withProbes: (work) => work(doctorProbes(config())),
    startServices: () => startEverything(config()),
    withContext: (work) => withContext(config(), work),
    takePart: (context) => takePart(context, config()),
    serve: (options) => serve(logging(config(), options), options),
    work: (options) => startWorking(logging(config(), options), options),
    fairExporters,
    sheetExporters,
    personWorkbook,
    importSheets,
    seedFolder: path.join(PROJECT_ROOT, 'seeds'),
    home: () => config().home,
    port: () => config().port,
    openContext: () => openContext(config()),
  };
}

/** A program that runs for long tells what it does, unless someone reads its terminal or says otherwise. */
function logging(config: Config, options: { readonly isQuiet?: boolean }): Config {
  return { ...config, logLevel: config.logLevel ?? (options.isQuiet === true ? 'warn' : 'info') };
}

/** A context and how to close what it holds. */
interface OpenContext {
  readonly context: FlowContext;
  readonly close: () => Promise<void>;
}

/** Connects to the services that run: those of the configuration, else those of the home's owner. */
async function openContext(config: Config): Promise<OpenContext> {
  const [{ openDatabase }, { createPersonalCrypto }, { openQueue }, { timingOfSilence }] = await Promise.all([
    import('./db/open-database.ts'),
    import('./db/personal-crypto.ts'),
    import('./queue/open-queue.ts'),
    import('./queue/queue-timing.ts'),
  ]);
  const { databaseUrl, redisUrl } = attachServices(servicesOf(config));
  const log = createLogger({ level: config.logLevel ?? 'warn' });
  const reference = loadReference();
  const db = await openDatabase({ url: databaseUrl, crypto: createPersonalCrypto(findPersonalKeys(config)) });
  const onError = (error: Error): void => log.warn({ error: error.message }, 'queue');
  const silenceSeconds = config.workerSilenceSeconds;
  const queue = await openQueue({ redisUrl, onError, timing: timingOfSilence(silenceSeconds) });
  const words = lazily(async () => {
    const { createTextCoder } = await import('./text/text-coder.ts');
    return createTextCoder(reference);
  });
  const context: FlowContext = {
    db,
    queue,
    reference,
    log,
    readFile: async (file, options) => {
      const { createFileReader } = await import('./importers/file-reader.ts');
      return await createFileReader({ coder: await words(), ontology: reference.ontology })(file, options);
    },
    readRoster: async function* readRoster(file, options) {
      const { createRosterReader } = await import('./importers/rosters/roster-reader.ts');
      yield* createRosterReader(await words())(file, options);
    },
    notifiers: await notifiersOf(config),
    silenceSeconds,
  };
  return {
    context,
    close: async () => {
      // Messages under way are finished first: they need the database.
      await queue.close().catch(() => undefined);
      await db.close().catch(() => undefined);
    },
  };
}

async function withContext<Result>(
  config: Config,
  work: (context: FlowContext) => Promise<Result>,
): Promise<Result> {
  const { context, close } = await openContext(config);
  try {
    return await work(context);
  } finally {
    await close();
  }
}

async function takePart(context: FlowContext, config: Config): Promise<void> {
  const { messageHandler } = await import('./jobs/handle-message.ts');
  context.queue.work(messageHandler(context, workerName()), { concurrency: config.workerConcurrency });
}

async function serve(
  config: Config,
  options: { readonly port?: number; readonly whenTaken?: 'fail' | 'next' },
): Promise<Running> {
  const [{ createApi }, { listen }] = await Promise.all([
    import('./api/create-api.ts'),
    import('./api/listen.ts'),
  ]);
  const { context: direct, close: closeContext } = await openContext(config);
  const [ranker, { FollowedPeople }] = await Promise.all([
    startRanking(config, direct),
    import('./flows/stats/followed-people.ts'),
  ]);
  const context: FlowContext = { ...direct, ranker, people: new FollowedPeople(direct.db.stores.counts) };
  const close = async (): Promise<void> => {
    await ranker.close();
    await closeContext();
  };
  try {
    const api = createApi({
      context,
      version: ownVersion(),
      fairExporters: await fairExporters(),
      sheetExporters: await sheetExporters(),
      digestExporter: await digestExporter(),
      personWorkbook: await personWorkbook(),
      importSheets: await importSheets(),
      limits: { csvBytes: config.uploadMaxCsvBytes, xlsxBytes: config.uploadMaxXlsxBytes },
      logger: createLogger({ level: config.logLevel ?? 'warn' }),
    });
    const server = await listen(api, {
      host: config.host,
      port: options.port ?? config.port,
      whenTaken: options.whenTaken ?? 'fail',
    });
    return {
      url: server.url,
      stop: once(async () => {
        await server.close();
        await close();
      }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The engine beside the API's event loop. It starts while the API already listens. */
async function startRanking(config: Config, context: FlowContext): Promise<Ranker> {
  const { RankingThreads } = await import('./ranking/ranking-threads.ts');
  return new RankingThreads({
    entry: new URL(`./bin/ranking-thread${path.extname(import.meta.url)}`, import.meta.url),
    databaseUrl: findDatabaseUrl(servicesOf(config)),
    threads: Math.max(1, Math.min(MOST_RANKING_THREADS, availableParallelism() - 1)),
    onTrouble: (error) => context.log.warn({ error: String(error) }, 'ranking'),
  });
}

/** Threads that rank lists; each answers some thousand a second. */
const MOST_RANKING_THREADS = 4;

async function startWorking(config: Config, options: { readonly concurrency?: number }): Promise<Running> {
  const [{ startWorker }, { ShardThreads }] = await Promise.all([
    import('./jobs/start-worker.ts'),
    import('./ranking/shard-threads.ts'),
  ]);
  const { context, close } = await openContext(config);
  const concurrency = options.concurrency ?? config.workerConcurrency;
  const hands = new ShardThreads({
    entry: new URL(`./bin/shard-thread${path.extname(import.meta.url)}`, import.meta.url),
    databaseUrl: findDatabaseUrl(servicesOf(config)),
    silenceSeconds: context.silenceSeconds,
    threads: Math.min(concurrency, availableParallelism(), MOST_SHARD_THREADS),
    warn: (fields, message) => context.log.warn(fields, message),
    ring: async (messages) => await context.queue.ring(messages),
  });
  const worker = await startWorker(
    { ...context, hands },
    { name: workerName(), concurrency, nightlyCron: config.nightlyCron, version: ownVersion() },
  );
  return {
    url: null,
    stop: once(async () => {
      await worker.stop();
      await close();
      await hands.close();
    }),
  };
}

/** Threads that work on shards: each holds all openings, some 250 MB where there are 50,000. */
const MOST_SHARD_THREADS = 4;

/** Webhooks and bots need no setting; mail and SMS are there where their server is named. */
async function notifiersOf(config: Config): Promise<readonly Notifier[]> {
  const [{ networkRules }, { createWebhookNotifier }, { createWecomNotifier }] = await Promise.all([
    import('./notifiers/http/network-rules.ts'),
    import('./notifiers/webhook.ts'),
    import('./notifiers/wecom.ts'),
  ]);
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const rules = networkRules(config.webhookAllowNetworks);
  const notifiers = [createWebhookNotifier({ publicUrl, rules }), createWecomNotifier({ publicUrl, rules })];
  const { smtpUrl, smsUrl } = config;
  if (smtpUrl !== undefined) {
    const { createEmailNotifier } = await import('./notifiers/email.ts');
    notifiers.push(createEmailNotifier({ smtpUrl, from: config.smtpFrom, publicUrl }));
  }
  if (smsUrl !== undefined) {
    const { createSmsNotifier } = await import('./notifiers/sms.ts');
    const { smsBody: bodyTemplate, smsToken: token, smsOk: okText } = config;
    const print = (line: string): void => void process.stderr.write(`${line}\n`);
    notifiers.push(createSmsNotifier({ gatewayUrl: smsUrl, bodyTemplate, token, okText, publicUrl, print }));
  }
  return notifiers;
}

async function digestExporter(): Promise<DigestExporter> {
  return (await import('./exporters/digest-workbook.ts')).digestXlsxExporter;
}

async function fairExporters(): Promise<CliFairExporters> {
  const { fairCsvExporter, fairXlsxExporter } = await import('./exporters/fair-workbook.ts');
  return { csv: fairCsvExporter, xlsx: fairXlsxExporter };
}

async function sheetExporters(): Promise<SheetExporters> {
  const { sheetCsvExporter, sheetXlsxExporter } = await import('./exporters/sheet-workbook.ts');
  return { csv: sheetCsvExporter, xlsx: sheetXlsxExporter };
}

async function personWorkbook(): ReturnType<CliHost['personWorkbook']> {
  return (await import('./exporters/person-workbook.ts')).personWorkbook;
}

/** Rooms that read and write spreadsheets, joined for imports. */
async function importSheets(): Promise<ImportSheets> {
  const [{ failingRows }, { errorWorkbook }, templates] = await Promise.all([
    import('./importers/failing-rows.ts'),
    import('./exporters/error-workbook.ts'),
    import('./exporters/templates.ts'),
  ]);
  const byKind = {
    laborers: templates.laborersTemplate,
    employers: templates.employersTemplate,
    openings: templates.openingsTemplate,
  };
  return {
    failing: failingRows,
    toWorkbook: errorWorkbook,
    template: async (kind) => await byKind[kind](),
  };
}

type CliFairExporters = Awaited<ReturnType<CliHost['fairExporters']>>;

/** Shown in leases: which process of which machine. */
function workerName(): string {
  return `${hostname()}:${process.pid}`;
}

function servicesOf(config: Config): Parameters<typeof attachServices>[0] {
  return { directory: config.home, databaseUrl: config.databaseUrl, redisUrl: config.redisUrl };
}

async function startEverything(config: Config): Promise<Services> {
  const services = await startServices(servicesOf(config));
  findOrMakePersonalKeys(config);
  return services;
}

function doctorProbes(config: Config): DoctorProbes {
  return {
    longqiao: ownVersion(),
    node: process.versions.node,
    keys: () => findPersonalKeys(config).keys.map(({ id }) => id),
    keysInUse: () => askKeysInUse(findDatabaseUrl(servicesOf(config))),
    database: () => askDatabase(findDatabaseUrl(servicesOf(config))),
    queue: () => askQueue(findRedisUrl(servicesOf(config))),
    inboxOnly: () => askInboxOnly(config),
    reference: countReference,
  };
}

async function askDatabase(url: string): Promise<DatabaseHealth> {
  const { openDatabase } = await import('./db/open-database.ts');
  const crypto = await anyCrypto();
  const database = await openDatabase({ url, crypto, poolSize: 1 });
  try {
    return await database.health();
  } finally {
    await database.close();
  }
}

async function askKeysInUse(url: string): Promise<readonly string[]> {
  const { openDatabase } = await import('./db/open-database.ts');
  const database = await openDatabase({ url, crypto: await anyCrypto(), poolSize: 1 });
  try {
    return [...new Set((await database.stores.keyRotations.use()).map(({ keyId }) => keyId))];
  } finally {
    await database.close();
  }
}

/** Kinds and brokers only: no address is read. */
async function askInboxOnly(config: Config): Promise<readonly string[]> {
  const [{ openDatabase }, { inboxOnlyBrokers }, notifiers] = await Promise.all([
    import('./db/open-database.ts'),
    import('./flows/channels/ways-out.ts'),
    notifiersOf(config),
  ]);
  const url = findDatabaseUrl(servicesOf(config));
  const database = await openDatabase({ url, crypto: await anyCrypto(), poolSize: 1 });
  try {
    return await inboxOnlyBrokers(
      database.stores,
      notifiers.map((one) => one.channel),
    );
  } finally {
    await database.close();
  }
}

async function askQueue(redisUrl: string): Promise<string> {
  const { openQueue } = await import('./queue/open-queue.ts');
  const queue = await openQueue({ redisUrl });
  try {
    return await queue.ping();
  } finally {
    await queue.close();
  }
}

function countReference(): { occupations: number; regions: number } {
  const { ontology, regions } = loadReference();
  return { occupations: ontology.occupations.size, regions: regions.size };
}

/** Makes a value at the first use and keeps it. */
function lazily<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return async () => await (made ??= make());
}

/** Runs at the first call; later calls wait for the same end. */
function once(run: () => Promise<void>): () => Promise<void> {
  return lazily(run);
}
