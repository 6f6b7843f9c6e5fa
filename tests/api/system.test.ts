import { readFileSync } from 'node:fs';
import request from 'supertest';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { openapiDocument } from '../../src/api/contract/openapi-document.ts';
import { idNumberOf } from '../db/builders.ts';
import { openApiWorld, worldOver, type ApiWorld } from './api-world.ts';

let world: ApiWorld;

beforeAll(async () => {
  world = await openApiWorld();
});

describe('health', () => {
  it.each(['/health/live', '/api/v1/health/live'])('%s answers without a key', async (path) => {
    const response = await request(world.app).get(path);
    expect(response.body).toEqual({ status: 'ok', version: '0.0.0-test' });
  });

  it('ready names database and queue', async () => {
    const response = await request(world.app).get('/health/ready');
    expect(response.body).toMatchObject({ status: 'ok', pendingMigrations: 0 });
    expect(response.body.database).toMatch(/^postgresql \d/);
  });
});

describe('metrics', () => {
  it('want a key that may read them', async () => {
    expect((await request(world.app).get('/metrics')).status).toBe(401);
    expect((await world.ask('get', '/metrics', { key: await world.key('broker') })).status).toBe(403);
  });

  it('tell of the workers and of the nights what PostgreSQL knows', async () => {
    const beat = {
      version: '0.1.0',
      engineVersion: '1',
      isLeading: true,
      messagesDone: 4,
      messagesFailed: 0,
    };
    await world.context.db.stores.watch.beat({ ...beat, name: 'host:1', loopLagP99Ms: 3, rssMb: 150 });
    const reader = await world.key('reader');
    const { text } = await request(world.app).get('/metrics').set('Authorization', `Bearer ${reader}`);
    expect(text).toContain('longqiao_worker_leading{worker="host:1",version="0.1.0",engine="1"} 1');
    expect(text).toContain('longqiao_worker_messages_done{worker="host:1"} 4');
    expect(text).toMatch(/^longqiao_shards_waiting 0$/m);
    // Nothing was ever published here: a number would be made up.
    expect(text).not.toMatch(/^longqiao_published_seconds_ago /m);
  });

  it('count requests by route pattern, never by path', async () => {
    const reader = await world.key('reader');
    await world.ask('get', '/laborers/L2047114711', { key: reader });
    const { text } = await request(world.app).get('/metrics').set('Authorization', `Bearer ${reader}`);
    expect(text).toContain(
      'longqiao_http_request_seconds_count{method="GET",route="/laborers/{laborerId}",status="404"} 1',
    );
    expect(text).not.toContain('2047114711');
  });
});

describe('the request log', () => {
  it('holds the route, the status and the key’s name, and nothing of the URL, headers or body', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const logging = worldOver(world.context, { logger });
    const secret = await logging.key('officer');
    await logging.ask('get', `/laborers/${idNumberOf(3)}?area=${'9'.repeat(12)}`, { key: secret });
    await logging.ask('post', '/laborers/search', { key: secret, body: { idNumber: idNumberOf(3) } });
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(parsed.map((line) => [line.method, line.route, line.status])).toEqual([
      ['GET', '/laborers/{laborerId}', 400],
      ['POST', '/laborers/search', 404],
    ]);
    expect(parsed[0]?.who).toMatch(/^key:K/);
    for (const forbidden of [idNumberOf(3), secret, '9'.repeat(12), 'uthorization']) {
      expect(lines.join('')).not.toContain(forbidden);
    }
  });
});

describe('documents', () => {
  it('the OpenAPI document is 3.1, served, and the one in docs', async () => {
    const response = await request(world.app).get('/api/v1/openapi.json');
    expect(response.body.openapi).toBe('3.1.0');
    const kept: unknown = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
    expect(kept, 'run npx tsx scripts/build-openapi.ts').toEqual(response.body);
  });

  it('every operation has an id of its own, a summary and refusals', () => {
    const operations = Object.values(openapiDocument().paths ?? {}).flatMap((item) =>
      (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => item?.[method] ?? []),
    );
    const ids = operations.map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(40);
    for (const operation of operations) {
      expect(operation.summary).toMatch(/ \/ /);
      expect(Object.keys(operation.responses ?? {})).toContain('503');
    }
  });

  it('Swagger UI comes from this server alone', async () => {
    const page = await request(world.app).get('/docs/');
    expect(page.status).toBe(200);
    expect(page.get('Content-Security-Policy')).toContain("script-src 'self'");
    expect(page.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    for (const file of [
      'swagger-ui.css',
      'swagger-ui-bundle.js',
      'swagger-ui-init.js',
      'swagger-ui-standalone-preset.js',
    ]) {
      const { status } = await request(world.app).get(`/docs/${file}`);
      expect([file, status]).toEqual([file, 200]);
    }
    const script = await request(world.app).get('/docs/swagger-ui-init.js');
    expect(script.text).toContain('/api/v1/openapi.json');
    expect((await request(world.app).get('/docs')).get('Location')).toBe('/docs/');
  });

  it('the start page holds to its strict policy: no script, no inline style, its own files', async () => {
    const page = await request(world.app).get('/');
    expect(page.type).toBe('text/html');
    expect(page.text).not.toMatch(/<script|style=|<style/);
    const policy = page.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('upgrade-insecure-requests');
    for (const [, link] of page.text.matchAll(/(?:href|src)="([^"]+)"/g)) {
      const { status } = await request(world.app).get(link!);
      expect([link, status]).toEqual([link, 200]);
    }
  });
});
