import { isIP } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { say, type Bilingual } from './domain/bilingual.ts';
import { AppError, type FieldProblem } from './domain/errors.ts';

/** What `.env.example` and an error say about a variable. */
export interface SettingAbout {
  readonly about: Bilingual;
  /** How to mend a wrong value. */
  readonly remedy: Bilingual;
  /** Shown where there is no default. Never a real secret. */
  readonly example?: string;
}

/** The folder that holds package.json: data and `.env` lie there whatever folder one calls from. */
export const PROJECT_ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Bytes of a mebibyte. */
const MIB = 1024 * 1024;
/** AES-256 and HMAC-SHA-256. */
const KEY_BYTES = 32;

/** Notes beside the schema, by its parts. */
const abouts = z.registry<SettingAbout>();

/** Every variable that the programs read. The order is that of `.env.example`. */
export const environmentSchema = z.object({
  DATABASE_URL: noted(urlOf('postgres', 'postgresql').optional(), {
    about: say(
      '自己的 PostgreSQL；不设置则使用 ./scripts/demo 启动的内置数据库。',
      'A PostgreSQL of your own; without it, the one that ./scripts/demo starts.',
    ),
    remedy: say(
      '例如 postgres://user:password@127.0.0.1:5432/longqiao',
      'Such as postgres://user:password@127.0.0.1:5432/longqiao',
    ),
    example: 'postgres://longqiao:change-me@127.0.0.1:5432/longqiao',
  }),
  REDIS_URL: noted(urlOf('redis', 'rediss').optional(), {
    about: say(
      '自己的 Redis（appendonly yes，maxmemory-policy noeviction）；不设置则使用 ./scripts/demo 启动的。',
      'A Redis of your own (appendonly yes, maxmemory-policy noeviction); without it, the one of ./scripts/demo.',
    ),
    remedy: say('例如 redis://127.0.0.1:6379', 'Such as redis://127.0.0.1:6379'),
    example: 'redis://127.0.0.1:6379',
  }),
  HOST: noted(z.string().default('127.0.0.1'), {
    about: say('监听地址；0.0.0.0 表示所有网卡。', 'Address to listen on; 0.0.0.0 is every network.'),
    remedy: say('填写本机的一个地址', 'Give an address of this machine'),
  }),
  PORT: noted(wholeNumber(0, 65_535).default(8080), {
    about: say('API 与首页的端口；0 表示任意空闲端口。', 'Port of API and start page; 0 is any free one.'),
    remedy: say('填写 0 到 65535 的整数', 'Give a whole number from 0 to 65535'),
  }),
  PUBLIC_URL: noted(urlOf('http', 'https').optional(), {
    about: say(
      '用户访问本系统的地址，用于邮件中的链接。',
      'Where users reach this system; links in mails start with it.',
    ),
    remedy: say('例如 https://longqiao.example.cn', 'Such as https://longqiao.example.cn'),
    example: 'https://longqiao.example.cn',
  }),
  LOG_LEVEL: noted(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(), {
    about: say(
      '日志级别；不设置时 serve 与 worker 为 info，其余命令为 warn。',
      'How much is logged; without it info for serve and worker, warn for every other verb.',
    ),
    example: 'info',
    remedy: say(
      '可选：fatal error warn info debug trace silent',
      'One of: fatal error warn info debug trace silent',
    ),
  }),
  LONGQIAO_HOME: noted(z.string().optional(), {
    about: say(
      '数据目录（内置数据库、密钥）；默认为项目目录下的 .longqiao。',
      "Folder of data and keys; without it, .longqiao in the project's folder.",
    ),
    remedy: say('填写一个可写的目录', 'Give a folder you can write to'),
    example: '/var/lib/longqiao',
  }),
  LONGQIAO_KEYS: noted(encryptionKeys().optional(), {
    about: say(
      '加密证件号码与电话的密钥，形如 编号:base64（32 字节），逗号分隔；第一把用于加密，其余仅用于解密。演示会自动生成并存于数据目录。',
      'Keys that encrypt ID numbers and phones, as id:base64 of 32 bytes, separated by commas. The first encrypts, all decrypt. The demo makes one and keeps it in its data folder.',
    ),
    remedy: say(
      '用 echo "k1:$(head -c 32 /dev/urandom | base64)" 生成；编号不能重复',
      'Make one with: echo "k1:$(head -c 32 /dev/urandom | base64)"; ids must differ',
    ),
    example: 'k1:<head -c 32 /dev/urandom | base64>',
  }),
  LONGQIAO_HASH_KEY: noted(base64Key().optional(), {
    about: say(
      '证件号码散列查找的密钥（base64，32 字节）。更换后将无法按证件号码找到已有人员。',
      'Key of the hash by which ID numbers are found (base64 of 32 bytes). After a change, known people are not found any more.',
    ),
    remedy: say(
      '用 head -c 32 /dev/urandom | base64 生成',
      'Make one with: head -c 32 /dev/urandom | base64',
    ),
    example: '<head -c 32 /dev/urandom | base64>',
  }),
  SMTP_URL: noted(urlOf('smtp', 'smtps').optional(), {
    about: say(
      '发送每日摘要的邮件服务器；不设置则只进收件箱。',
      'Mail server of the daily digests; without it they only go to the inbox.',
    ),
    remedy: say(
      '例如 smtp://user:password@mail.example.cn:587',
      'Such as smtp://user:password@mail.example.cn:587',
    ),
    example: 'smtp://longqiao:change-me@mail.example.cn:587',
  }),
  SMTP_FROM: noted(z.string().includes('@').default('陇桥 <longqiao@localhost>'), {
    about: say('邮件的发件人。', 'Sender of the mails.'),
    remedy: say('例如 陇桥 <longqiao@example.cn>', 'Such as Longqiao <longqiao@example.cn>'),
  }),
  WEBHOOK_ALLOW_NETWORKS: noted(networks().optional(), {
    about: say(
      '网络回调和机器人可以发往的内网网段，逗号分隔；不设置则只能发往公网地址。',
      'Private networks that webhooks and bots may lead to, separated by commas; without it public addresses only.',
    ),
    remedy: say('例如 10.1.2.0/24,fd00:1::/64', 'Such as 10.1.2.0/24,fd00:1::/64'),
    example: '10.1.2.0/24',
  }),
  SMS_URL: noted(urlOf('http', 'https', 'sandbox').optional(), {
    about: say(
      '短信网关地址；sandbox: 只打印不发送；不设置则没有短信渠道。',
      'SMS gateway; sandbox: prints instead of sending; without it there is no SMS channel.',
    ),
    remedy: say(
      '例如 https://sms.example.cn/send 或 sandbox:',
      'Such as https://sms.example.cn/send or sandbox:',
    ),
    example: 'sandbox:',
  }),
  SMS_BODY: noted(
    z
      .string()
      .refine((text) => text.includes('{phone}') && text.includes('{text}'))
      .default('{"phone":"{phone}","text":"{text}","id":"{id}"}'),
    {
      about: say(
        '发给短信网关的内容：JSON 或表单，含 {phone}、{text}、{id}。',
        'What the SMS gateway is sent: JSON or a form with {phone}, {text} and {id}.',
      ),
      remedy: say(
        '须含 {phone} 和 {text}，例如 mobile={phone}&content={text}&msgid={id}',
        'It must hold {phone} and {text}, such as mobile={phone}&content={text}&msgid={id}',
      ),
    },
  ),
  SMS_TOKEN: noted(z.string().optional(), {
    about: say(
      '短信网关的令牌（Authorization: Bearer）。',
      'Token of the SMS gateway (Authorization: Bearer).',
    ),
    remedy: say('向短信网关索取', 'Ask the provider of the gateway'),
    example: 'change-me',
  }),
  SMS_OK: noted(z.string().optional(), {
    about: say(
      '短信网关应答中表示成功的文字；不设置则 HTTP 2xx 即成功。',
      'A text in the answer of the SMS gateway that says it worked; without it HTTP 2xx does.',
    ),
    remedy: say('例如 "code":0', 'Such as "code":0'),
    example: '"code":0',
  }),
  UPLOAD_MAX_CSV_MB: noted(wholeNumber(1, 512).default(512), {
    about: say('通过 API 上传 CSV 的上限（MiB）。', 'Largest CSV uploaded through the API, MiB.'),
    remedy: say('填写 1 到 512 的整数', 'Give a whole number from 1 to 512'),
  }),
  UPLOAD_MAX_XLSX_MB: noted(wholeNumber(1, 64).default(64), {
    about: say('通过 API 上传 XLSX 的上限（MiB）。', 'Largest XLSX uploaded through the API, MiB.'),
    remedy: say('填写 1 到 64 的整数', 'Give a whole number from 1 to 64'),
  }),
  NIGHTLY_CRON: noted(
    z
      .string()
      .regex(/^\S+( \S+){4}$/)
      .default('0 18 * * *'),
    {
      about: say(
        '夜间匹配的时间（cron，UTC）；默认即甘肃 02:00。',
        'When the nightly run starts (cron, UTC); the default is 02:00 in Gansu.',
      ),
      remedy: say('五个字段，例如 0 18 * * *', 'Five fields, such as 0 18 * * *'),
    },
  ),
  WORKER_CONCURRENCY: noted(wholeNumber(1, 64).default(2), {
    about: say('一个进程同时计算的分片数。', 'Shards that one process works on side by side.'),
    remedy: say('填写 1 到 64 的整数', 'Give a whole number from 1 to 64'),
  }),
  WORKER_SILENCE_SECONDS: noted(wholeNumber(2, 600).default(30), {
    about: say(
      '工作进程多少秒没有动静，就由别的进程接手它的分片。',
      'After so many seconds of silence the shards of a worker are taken over by another.',
    ),
    remedy: say('填写 2 到 600 的整数', 'Give a whole number from 2 to 600'),
  }),
});

/** Names of the variables. */
export type SettingName = keyof typeof environmentSchema.shape;

/** One encryption key; the shape that the database room takes. */
export interface ConfiguredKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** The settings of one process. */
export interface Config {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** `undefined`: as the verb thinks best. */
  readonly logLevel: string | undefined;
  /** Absolute. */
  readonly home: string;
  /** `undefined`: those of the home. */
  readonly keys: readonly ConfiguredKey[] | undefined;
  readonly hashKey: Uint8Array | undefined;
  readonly smtpUrl: string | undefined;
  readonly smtpFrom: string;
  /** Private networks that webhooks may lead to, such as `10.1.2.0/24`. */
  readonly webhookAllowNetworks: readonly string[];
  readonly smsUrl: string | undefined;
  readonly smsBody: string;
  readonly smsToken: string | undefined;
  readonly smsOk: string | undefined;
  readonly uploadMaxCsvBytes: number;
  readonly uploadMaxXlsxBytes: number;
  readonly nightlyCron: string;
  readonly workerConcurrency: number;
  readonly workerSilenceSeconds: number;
}

/**
 * Reads and checks the environment; the result is frozen. An empty variable counts as not set.
 *
 * @throws AppError `CONFIG_INVALID` that names every wrong variable and how to mend it, without any value, since some
 *   hold passwords.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw configInvalid(namesIn(parsed.error));
  const env = parsed.data;
  if ((env.LONGQIAO_KEYS === undefined) !== (env.LONGQIAO_HASH_KEY === undefined)) {
    // One without the other: people would be stored that cannot be found again, or the other way round.
    throw configInvalid([env.LONGQIAO_KEYS === undefined ? 'LONGQIAO_KEYS' : 'LONGQIAO_HASH_KEY']);
  }
  return Object.freeze({
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    logLevel: env.LOG_LEVEL,
    home: path.resolve(env.LONGQIAO_HOME ?? path.join(PROJECT_ROOT, '.longqiao')),
    keys: env.LONGQIAO_KEYS,
    hashKey: env.LONGQIAO_HASH_KEY,
    smtpUrl: env.SMTP_URL,
    smtpFrom: env.SMTP_FROM,
    webhookAllowNetworks: env.WEBHOOK_ALLOW_NETWORKS ?? [],
    smsUrl: env.SMS_URL,
    smsBody: env.SMS_BODY,
    smsToken: env.SMS_TOKEN,
    smsOk: env.SMS_OK,
    uploadMaxCsvBytes: env.UPLOAD_MAX_CSV_MB * MIB,
    uploadMaxXlsxBytes: env.UPLOAD_MAX_XLSX_MB * MIB,
    nightlyCron: env.NIGHTLY_CRON,
    workerConcurrency: env.WORKER_CONCURRENCY,
    workerSilenceSeconds: env.WORKER_SILENCE_SECONDS,
  });
}

/** What is written about a variable. */
export function aboutSetting(name: SettingName): SettingAbout {
  const about = abouts.get(environmentSchema.shape[name]);
  if (about === undefined) throw new Error(`${name} has no description`);
  return about;
}

function noted<Schema extends z.ZodType>(schema: Schema, about: SettingAbout): Schema {
  abouts.add(schema, about);
  return schema;
}

function urlOf(...schemes: readonly string[]): z.ZodString {
  return z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)));
}

/** Addresses with or without a number of bits, separated by commas. */
function networks() {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every(isNetwork));
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  const isSound = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return version > 0 && isSound && more.length === 0;
}

function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);
}

/** Base64 of exactly 32 bytes. */
function base64Key() {
  return z
    .string()
    .refine((text) => decodeKey(text) !== null)
    .transform((text): Uint8Array => decodeKey(text) ?? new Uint8Array());
}

function encryptionKeys() {
  return z
    .string()
    .refine((text) => parseKeys(text) !== null)
    .transform((text): readonly ConfiguredKey[] => parseKeys(text) ?? []);
}

function parseKeys(text: string): readonly ConfiguredKey[] | null {
  const keys: ConfiguredKey[] = [];
  for (const part of text.split(',')) {
    const [, id, base64] = /^\s*([\w.-]{1,32}):(\S+)\s*$/.exec(part) ?? [];
    const key = base64 === undefined ? null : decodeKey(base64);
    if (id === undefined || key === null || keys.some((other) => other.id === id)) return null;
    keys.push({ id, key });
  }
  return keys;
}

function decodeKey(base64: string): Uint8Array | null {
  const bytes = /^[A-Za-z0-9+/_-]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
  return bytes?.length === KEY_BYTES ? bytes : null;
}

function namesIn(error: z.ZodError): readonly SettingName[] {
  // The schema is flat: the first part of a path is a variable.
  return [...new Set(error.issues.map((issue) => issue.path[0] as SettingName))];
}

function configInvalid(names: readonly SettingName[]): AppError {
  const problems = names.map((name): FieldProblem => ({ path: name, message: aboutSetting(name).remedy }));
  return new AppError({
    kind: 'invalid_input',
    code: 'CONFIG_INVALID',
    message: say(`环境变量有误：${names.join('、')}。`, `Wrong environment variables: ${names.join(', ')}.`),
    remedy: say(
      problems.map(({ path: name, message }) => `${name}：${message.zh}`).join('；'),
      problems.map(({ path: name, message }) => `${name}: ${message.en}`).join('; '),
    ),
    problems,
  });
}
