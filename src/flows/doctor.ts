import { say, type Bilingual } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import type { DatabaseHealth } from './ports/database.ts';

/** What the doctor asks; each answers, or throws what is wrong (AppErrors bring their remedy). */
export interface DoctorProbes {
  /** Version of this program. */
  readonly longqiao: string;
  /** Version of Node.js, such as `22.11.0`. */
  readonly node: string;
  /** Ids of the encryption keys. */
  keys(): readonly string[];
  /** Ids of the keys that ciphertexts were made with. */
  keysInUse(): Promise<readonly string[]>;
  database(): Promise<DatabaseHealth>;
  /** `redis 7.2.4`. */
  queue(): Promise<string>;
  /** Active brokers whom nothing but the inbox reaches. */
  inboxOnly(): Promise<readonly string[]>;
  reference(): { readonly occupations: number; readonly regions: number };
}

/** One thing that must be right. */
interface DoctorCheck {
  readonly name: 'node' | 'keys' | 'database' | 'migrations' | 'queue' | 'reference' | 'channels';
  readonly ok: boolean;
  readonly finding: Bilingual;
  /** What to do; `null` when all is well. */
  readonly remedy: Bilingual | null;
}

export interface DoctorReport {
  /** Whether every check passed. */
  readonly ok: boolean;
  /** `null`: not reached. */
  readonly versions: {
    readonly longqiao: string;
    readonly node: string;
    readonly postgres: string | null;
    readonly redis: string | null;
  };
  readonly checks: readonly DoctorCheck[];
}

/** `engines` of package.json: features of 20.19 are used. */
const LEAST_NODE = [20, 19] as const;

const MIGRATE = say('请运行 longqiao migrate', 'Run longqiao migrate');
const REBUILD = say(
  '参考数据不完整，请重新运行 npm run build',
  'The reference data are not whole: run npm run build again',
);

/** Looks at everything a working system needs. Never throws: what is wrong is in the report, with a remedy. */
export async function doctor(probes: DoctorProbes): Promise<DoctorReport> {
  const [database, queue] = await Promise.all([
    attemptTwice(() => probes.database()),
    attemptTwice(() => probes.queue()),
  ]);
  const isReadable = database.kind === 'answered' && database.value.pendingMigrations === 0;
  const inUse = isReadable ? await attempt(() => probes.keysInUse()) : null;
  const checks = [
    checkNode(probes.node),
    await checkKeys(probes, inUse),
    checkDatabase(database),
    checkMigrations(database),
    checkQueue(queue),
    await checkReference(probes),
    ...(isReadable ? [checkChannels(await attempt(() => probes.inboxOnly()))] : []),
  ];
  return {
    ok: checks.every((check) => check.ok),
    versions: {
      longqiao: probes.longqiao,
      node: probes.node,
      postgres: database.kind === 'answered' ? database.value.version : null,
      redis: queue.kind === 'answered' ? queue.value : null,
    },
    checks,
  };
}

/** Asks once more: a program that has just started on a busy machine can be late for its first answer. */
async function attemptTwice<Value>(ask: () => Promise<Value>): Promise<Attempt<Value>> {
  const first = await attempt(ask);
  return first.kind === 'failed' ? await attempt(ask) : first;
}

type Attempt<Value> =
  { readonly kind: 'answered'; readonly value: Value } | { readonly kind: 'failed'; readonly error: unknown };

async function attempt<Value>(ask: () => Value | Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { kind: 'answered', value: await ask() };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

function checkNode(version: string): DoctorCheck {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  const least = LEAST_NODE.join('.');
  const finding = say(`Node.js ${version}`, `Node.js ${version}`);
  const remedy = say(
    `请安装 Node.js ${least} 或更高版本（推荐 22）`,
    `Install Node.js ${least} or newer (22 is best)`,
  );
  return ok ? passed('node', finding) : { name: 'node', ok, finding, remedy };
}

async function checkKeys(
  probes: DoctorProbes,
  inUse: Attempt<readonly string[]> | null,
): Promise<DoctorCheck> {
  const keys = await attempt(() => probes.keys());
  if (keys.kind === 'failed') return failed('keys', keys.error);
  if (inUse?.kind === 'failed') return failed('keys', inUse.error);
  const missing = (inUse?.value ?? []).filter((id) => !keys.value.includes(id));
  const count = keys.value.length;
  if (missing.length === 0) return passed('keys', say(`${count} 把加密密钥`, `${count} encryption key(s)`));
  const ids = missing.join(', ');
  const finding = say(`数据中还在使用的密钥 ${ids} 没有配置`, `The key ${ids} is in use but not configured`);
  const remedy = say(
    `把 ${ids} 加回 LONGQIAO_KEYS；轮换完成前不要移除旧密钥（longqiao key-rotation status）`,
    `Put ${ids} back into LONGQIAO_KEYS; keep old keys until the rotation is over (longqiao key-rotation status)`,
  );
  return { name: 'keys', ok: false, finding, remedy };
}

function checkDatabase(database: Attempt<DatabaseHealth>): DoctorCheck {
  if (database.kind === 'failed') return failed('database', database.error);
  const { version } = database.value;
  return passed('database', say(`PostgreSQL ${version} 可用`, `PostgreSQL ${version} answers`));
}

function checkMigrations(database: Attempt<DatabaseHealth>): DoctorCheck {
  if (database.kind === 'failed') {
    const finding = say('数据库不可用，无法检查', 'Not known while the database does not answer');
    return { name: 'migrations', ok: false, finding, remedy: remedyOf(database.error) };
  }
  const { appliedMigrations: applied, pendingMigrations: pending } = database.value;
  const finding = say(`已执行 ${applied} 个，待执行 ${pending} 个`, `${applied} applied, ${pending} pending`);
  if (pending === 0) return passed('migrations', finding);
  return { name: 'migrations', ok: false, finding, remedy: MIGRATE };
}

function checkQueue(queue: Attempt<string>): DoctorCheck {
  if (queue.kind === 'failed') return failed('queue', queue.error);
  return passed('queue', say(`${queue.value} 可用`, `${queue.value} answers`));
}

async function checkReference(probes: DoctorProbes): Promise<DoctorCheck> {
  const reference = await attempt(() => probes.reference());
  if (reference.kind === 'failed') return { ...failed('reference', reference.error), remedy: REBUILD };
  const { occupations, regions } = reference.value;
  const finding = say(
    `${regions} 个地区，${occupations} 个工种`,
    `${regions} regions, ${occupations} occupations`,
  );
  if (occupations > 0 && regions > 0) return passed('reference', finding);
  return { name: 'reference', ok: false, finding, remedy: REBUILD };
}

/** No fault: the inbox holds all. But somebody should know. */
function checkChannels(inboxOnly: Attempt<readonly string[]>): DoctorCheck {
  if (inboxOnly.kind === 'failed') return failed('channels', inboxOnly.error);
  const ids = inboxOnly.value.join('、');
  if (inboxOnly.value.length === 0) {
    return passed(
      'channels',
      say('每位经纪人都有收件箱以外的渠道', 'Every broker has a way out besides the inbox'),
    );
  }
  return {
    name: 'channels',
    ok: true,
    finding: say(`只有收件箱的经纪人：${ids}`, `Brokers with the inbox alone: ${ids}`),
    remedy: say(
      '用 longqiao broker channel add 为她们设置邮件、企业微信、短信或网络回调',
      'Set mail, a WeChat Work bot, SMS or a webhook with longqiao broker channel add',
    ),
  };
}

function passed(name: DoctorCheck['name'], finding: Bilingual): DoctorCheck {
  return { name, ok: true, finding, remedy: null };
}

function failed(name: DoctorCheck['name'], error: unknown): DoctorCheck {
  return { name, ok: false, finding: sentenceOf(error), remedy: remedyOf(error) };
}

function sentenceOf(error: unknown): Bilingual {
  if (error instanceof AppError) return error.sentence;
  const text = error instanceof Error ? error.message : String(error);
  return say(text, text);
}

function remedyOf(error: unknown): Bilingual {
  const remedy = error instanceof AppError ? error.remedy : undefined;
  return remedy ?? say('请查看日志后重试', 'Look into the log, then try again');
}
