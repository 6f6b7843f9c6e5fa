import { createDocument } from 'zod-openapi';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { say, type Bilingual } from '../../domain/bilingual.ts';
import { PERMISSIONS } from '../../flows/authorize.ts';
import { ALL_ENDPOINTS } from './all-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { problemView } from './problem.ts';

/** Version of the API's contract. */
const API_VERSION = '1.0.0';

const PROBLEM_WORDS: Readonly<Record<number, string>> = {
  304: '未改变 / not modified',
  400: '请求不合格 / the request is wrong',
  401: '缺少或无效的密钥 / no key, or an unknown one',
  403: '无权 / the role or the areas do not allow it',
  404: '不存在或不在管辖范围 / unknown, or outside the areas',
  409: '与现状冲突 / in conflict with what is there',
  412: '版本已变 / somebody changed it since',
  413: '太大 / too large',
  415: '内容类型不支持 / content type not supported',
  428: '需要 If-Match / If-Match is needed',
  429: '请求过多 / too many requests',
  503: '数据库或队列暂不可用 / database or queue is away',
};

/** What each group of endpoints is about, in the order in which a newcomer needs them. */
const TAGS: Readonly<Record<string, Bilingual>> = {
  imports: say('导入表格', 'Import files'),
  laborers: say('劳动力', 'Laborers'),
  persons: say('一个人的数据', 'One person’s data'),
  conflicts: say('身份待核对清单', 'Where sources disagree on who somebody is'),
  lists: say('两个清单', 'The two lists'),
  reconciliations: say('比对排查', 'Reconciliation'),
  stats: say('统计', 'Statistics'),
  away: say('在外务工人员', 'People away'),
  employers: say('用人单位', 'Employers'),
  openings: say('岗位', 'Openings'),
  matching: say('推荐、候选名单与解释', 'Recommendations, shortlists, explanations'),
  runs: say('匹配批次', 'Matching runs'),
  referrals: say('职业介绍', 'Referrals'),
  inbox: say('收件箱', 'Inbox'),
  channels: say('通知渠道', 'Channels of notices'),
  outbox: say('发件箱', 'Outbox'),
  fairs: say('招聘会', 'Job fairs'),
  brokers: say('劳务经纪人', 'Labor brokers'),
  keys: say('接口密钥', 'API keys'),
  system: say('运行状态', 'Health and metrics'),
};

/** The OpenAPI 3.1 document of the API, made from the contracts that the routes parse by. */
export function openapiDocument(): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: '陇桥 Longqiao API',
      version: API_VERSION,
      description:
        '甘肃劳务输转的人岗匹配 / Job matching for Gansu’s labor transfer. ' +
        '管辖范围之外的一律 404；密钥放在 Authorization: Bearer 中。 ' +
        'What lies outside a key’s areas is 404; send the key as Authorization: Bearer.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
    tags: Object.entries(TAGS).map(([name, words]) => ({ name, description: `${words.zh} / ${words.en}` })),
    paths: paths(),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'lq_…' } },
    },
  });
}

function paths(): ZodOpenApiPathsObject {
  const all: ZodOpenApiPathsObject = {};
  for (const endpoint of ALL_ENDPOINTS) {
    all[endpoint.path] = { ...all[endpoint.path], [endpoint.method]: operation(endpoint) };
  }
  return all;
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  return {
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: `${endpoint.summary.zh} / ${endpoint.summary.en}`,
    description: rolesLine(endpoint),
    ...(endpoint.action === null ? { security: [] } : {}),
    requestParams: {
      // A contract's parameters and query are strict objects (see `endpoint`); the type says only ZodType.
      path: endpoint.params as never,
      query: endpoint.query as never,
    },
    ...requestHeaders(endpoint),
    ...requestBody(endpoint),
    responses: { [String(endpoint.status)]: success(endpoint), ...refusals(endpoint) },
  };
}

function rolesLine(endpoint: Endpoint): string {
  if (endpoint.action === null) return '无需密钥 / no key needed';
  return `角色 / roles: ${PERMISSIONS[endpoint.action].join(', ')} (${endpoint.action})`;
}

function requestHeaders(endpoint: Endpoint): Pick<ZodOpenApiOperationObject, 'parameters'> {
  if (endpoint.needsIfMatch !== true) return {};
  return {
    parameters: [
      {
        in: 'header',
        name: 'If-Match',
        required: true,
        description: '读取时的 ETag / the ETag that was read',
        schema: { type: 'string' },
      },
    ],
  };
}

function requestBody(endpoint: Endpoint): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (endpoint.bodyKind === 'none') return {};
  if (endpoint.bodyKind === 'json') {
    const schema = endpoint.documentedBody ?? endpoint.body;
    return { requestBody: { required: true, content: { 'application/json': { schema } } } };
  }
  const file = { schema: { type: 'string' as const, format: 'binary' } };
  const form = {
    schema: {
      type: 'object' as const,
      properties: { file: { type: 'string' as const, format: 'binary' } },
      required: ['file'],
    },
  };
  return {
    requestBody: {
      required: true,
      content: {
        'text/csv': file,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': file,
        'multipart/form-data': form,
      },
    },
  };
}

function success(endpoint: Endpoint) {
  const description = `${endpoint.summary.zh} / ${endpoint.summary.en}`;
  const { answer } = endpoint;
  if (answer === null) return { description };
  const types = endpoint.mediaTypes ?? ['application/json'];
  return { description, content: Object.fromEntries(types.map((type) => [type, { schema: answer }])) };
}

function refusals(endpoint: Endpoint): ZodOpenApiOperationObject['responses'] {
  const open = endpoint.action === null;
  const statuses = [...(open ? [503] : [400, 401, 403, 429, 503]), ...(endpoint.refusals ?? [])];
  return Object.fromEntries(
    statuses
      .toSorted((a, b) => a - b)
      .map((status) => [
        String(status),
        status === 304
          ? { description: PROBLEM_WORDS[304] ?? '' }
          : {
              description: PROBLEM_WORDS[status] ?? '',
              content: { 'application/problem+json': { schema: problemView } },
            },
      ]),
  );
}
