import type { Express } from 'express';
import request, { type Response, type Test } from 'supertest';
import { afterAll, expect, inject } from 'vitest';
import { ALL_ENDPOINTS } from '../../src/api/contract/all-endpoints.ts';
import type { Endpoint } from '../../src/api/contract/endpoint.ts';
import { problemView, type Problem } from '../../src/api/contract/problem.ts';
import { createApi, type ApiOptions } from '../../src/api/create-api.ts';
import type { Principal, Role } from '../../src/domain/broker.ts';
import type { BrokerId } from '../../src/domain/ids.ts';
import { digestXlsxExporter } from '../../src/exporters/digest-workbook.ts';
import { errorWorkbook } from '../../src/exporters/error-workbook.ts';
import { laborersTemplate } from '../../src/exporters/templates.ts';
import { failingRows } from '../../src/importers/failing-rows.ts';
import { fairCsvExporter, fairXlsxExporter } from '../../src/exporters/fair-workbook.ts';
import { sheetCsvExporter, sheetXlsxExporter } from '../../src/exporters/sheet-workbook.ts';
import { personWorkbook } from '../../src/exporters/person-workbook.ts';
import type { FlowContext } from '../../src/flows/context.ts';
import { addBroker } from '../../src/flows/brokers/add-broker.ts';
import { createKey } from '../../src/flows/keys/create-key.ts';
import type { Database } from '../../src/flows/ports/database.ts';
import type { Notifier } from '../../src/flows/ports/notifier.ts';
import type { JobQueue } from '../../src/flows/ports/queue.ts';
import { createFileReader } from '../../src/importers/file-reader.ts';
import { createRosterReader } from '../../src/importers/rosters/roster-reader.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { loadReference } from '../../src/reference/load-reference.ts';
import { createTextCoder } from '../../src/text/text-coder.ts';
import { openTestDatabase } from '../db/open-test-database.ts';
import { createKeyPrefix } from '../support/redis.ts';

/** The person at the command line: makes what tests start from. */
const OPERATOR: Principal = { name: 'cli:test', role: 'admin', scope: [''], brokerId: null };

/** Lines that the app logged as failures. */
interface LoggedLine {
  readonly fields: object;
  readonly message: string;
}

/** An app over real PostgreSQL and real Redis, and who may ask it. */
export interface ApiWorld {
  readonly app: Express;
  readonly context: FlowContext;
  readonly logged: LoggedLine[];
  /** A key's secret. */
  key(role: Role, scope?: readonly string[], brokerId?: BrokerId): Promise<string>;
  /** A broker with a key of its own. */
  broker(scope: readonly string[]): Promise<{ readonly id: BrokerId; readonly secret: string }>;
  /** Asks below `/api/v1` and holds the answer to the contract. */
  ask(method: Endpoint['method'], path: string, options?: AskOptions): Promise<Response>;
}

interface AskOptions {
  readonly key?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Opens an app on a database and a queue prefix of its own. Call it in `beforeAll`. */
export async function openApiWorld(
  options: Partial<ApiOptions> & { readonly notifiers?: readonly Notifier[] } = {},
): Promise<ApiWorld> {
  const { db } = await openTestDatabase();
  const queue = await openTestQueue(inject('redisUrl'));
  return worldOver({ db, queue }, options);
}

/** A queue on real Redis, closed after the test file. */
export async function openTestQueue(redisUrl: string): Promise<JobQueue> {
  const queue = await openQueue({ redisUrl, prefix: `{${createKeyPrefix()}}` });
  afterAll(async () => await queue.close());
  return queue;
}

/** An app over services of the caller's. */
export function worldOver(
  services: { readonly db: Database; readonly queue: JobQueue },
  options: Partial<ApiOptions> & { readonly notifiers?: readonly Notifier[] } = {},
): ApiWorld {
  const logged: LoggedLine[] = [];
  const context = { ...contextOver(services, logged), notifiers: options.notifiers ?? [] };
  const app = createApi({
    context,
    version: '0.0.0-test',
    digestExporter: digestXlsxExporter,
    fairExporters: { csv: fairCsvExporter, xlsx: fairXlsxExporter },
    sheetExporters: { csv: sheetCsvExporter, xlsx: sheetXlsxExporter },
    personWorkbook,
    importSheets: {
      failing: failingRows,
      toWorkbook: errorWorkbook,
      template: laborersTemplate,
    },
    limits: { csvBytes: 512 * 1024 * 1024, xlsxBytes: 64 * 1024 * 1024 },
    requestsPerMinute: 100_000,
    ...options,
  });
  return {
    app,
    context,
    logged,
    key: async (role, scope = [''], brokerId) => {
      const key = { label: `test ${role}`, role, scope, brokerId: brokerId ?? null };
      return (await createKey(context, { principal: OPERATOR, key })).secret;
    },
    broker: async (scope) => {
      const broker = { name: '测试经纪人', scope, email: null, isActive: true };
      const { id } = await addBroker(context, { principal: OPERATOR, broker });
      const key = { label: 'test broker', role: 'broker' as const, scope, brokerId: id };
      return { id, secret: (await createKey(context, { principal: OPERATOR, key })).secret };
    },
    ask: async (method, path, given = {}) => await ask(app, method, path, given),
  };
}

function contextOver(
  services: { readonly db: Database; readonly queue: JobQueue },
  logged: LoggedLine[],
): FlowContext {
  const reference = loadReference();
  const note = (fields: object, message: string): void => void logged.push({ fields, message });
  let reader: FlowContext['readFile'] | undefined;
  return {
    ...services,
    reference,
    log: { info: () => undefined, warn: note, error: note },
    // The coder's dictionary takes a moment, and most tests import nothing.
    readFile: async (file, options) => {
      reader ??= createFileReader({ coder: createTextCoder(reference), ontology: reference.ontology });
      return await reader(file, options);
    },
    readRoster: async function* readRoster(file, options) {
      yield* createRosterReader(createTextCoder(reference))(file, options);
    },
    notifiers: [],
  };
}

async function ask(
  app: Express,
  method: Endpoint['method'],
  path: string,
  { key, body, headers }: AskOptions,
): Promise<Response> {
  let test: Test = request(app)[method](`/api/v1${path}`);
  if (key !== undefined) test = test.set('Authorization', `Bearer ${key}`);
  for (const [name, value] of Object.entries(headers ?? {})) test = test.set(name, value);
  const response = await (body === undefined ? test : test.send(body));
  holdToContract(method, path, response);
  return response;
}

/** Every answer has the shape that the OpenAPI document promises; every refusal is a problem. */
function holdToContract(method: string, path: string, response: Response): void {
  if (response.status >= 400) {
    expect(response.type).toBe('application/problem+json');
    problemOf(response);
    return;
  }
  const endpoint = ALL_ENDPOINTS.find(
    (one) => one.method === method && patternOf(one).test(path.split('?')[0]!),
  );
  if (endpoint === undefined || endpoint.answer === null || endpoint.mediaTypes || response.status === 304)
    return;
  const parsed = endpoint.answer.safeParse(response.body);
  expect(parsed.error?.issues ?? [], `${method} ${path}`).toEqual([]);
}

function patternOf(endpoint: Endpoint): RegExp {
  return new RegExp(`^${endpoint.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

/** The problem of a refusal. */
export function problemOf(response: Response): Problem {
  const body: unknown =
    response.body && Object.keys(response.body as object).length > 0
      ? response.body
      : JSON.parse(response.text);
  const problem = problemView.parse(body);
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBe(response.get('X-Request-Id'));
  return problem;
}
