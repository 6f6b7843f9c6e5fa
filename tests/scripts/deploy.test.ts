import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/api/middleware/metrics.ts';
import { ALL_ENDPOINTS } from '../../src/api/contract/all-endpoints.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import type { WatchStore } from '../../src/flows/ports/watch-store.ts';
import { DEFAULT_TIMING } from '../../src/queue/queue-timing.ts';

/** As if PostgreSQL were away: the names are there all the same. */
const NOBODY_WATCHES: WatchStore = {
  beat: async () => await Promise.reject(new Error('away')),
  leave: async () => await Promise.reject(new Error('away')),
  workers: async () => await Promise.reject(new Error('away')),
  figures: async () => await Promise.reject(new Error('away')),
};

const read = (file: string): string => readFileSync(path.join(PROJECT_ROOT, file), 'utf8');

describe('the alerts', () => {
  const alerts = read('deploy/prometheus-alerts.yml');
  const expressions = expressionsOf(alerts);

  it('name only metrics that the API registers, and Prometheus’s own `up`', async () => {
    const known = registeredNames(await createMetrics(NOBODY_WATCHES).text());
    const named = new Set(expressions.flatMap(metricsOf));
    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => name !== 'up' && !known.has(name))).toEqual([]);
  });

  it('name only routes that the API has', () => {
    const routes = new Set<string>(ALL_ENDPOINTS.map((one) => one.path));
    const named = [...alerts.matchAll(/route!?="([^"]+)"/g)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((route) => !routes.has(route))).toEqual([]);
  });

  it('have a severity, a sentence in both languages and a runbook each', () => {
    const count = [...alerts.matchAll(/- alert: /g)].length;
    expect(expressions).toHaveLength(count);
    expect([...alerts.matchAll(/severity: (critical|warning)/g)]).toHaveLength(count);
    expect([...alerts.matchAll(/summary: '.*[一-龥].* \/ [A-Z].*'/g)]).toHaveLength(count);
    const runbooks = [...alerts.matchAll(/runbook: docs\/OPERATIONS\.md#(.+)$/gm)].map((match) => match[1]!);
    expect(runbooks).toHaveLength(count);
    const manual = read('docs/OPERATIONS.md');
    expect(runbooks.filter((anchor) => !manual.includes(`<a id="${anchor}"></a>`))).toEqual([]);
  });
});

describe.each(['api', 'worker'])('the systemd unit of the %s', (name) => {
  const unit = read(`deploy/longqiao-${name}.service`);

  it('runs a verb that exists', () => {
    const verbs = [...unit.matchAll(/^Exec\w+=\/usr\/bin\/node dist\/bin\/cli\.js (\w+)$/gm)].map(
      (m) => m[1]!,
    );
    expect(verbs).toContain(name === 'api' ? 'serve' : 'worker');
    for (const verb of verbs) expect(existsSync(path.join(PROJECT_ROOT, 'src/cli', `${verb}.ts`))).toBe(true);
  });

  it('waits longer for what is under way than the program does, and comes back after a failure', () => {
    const seconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]);
    expect(seconds * 1_000).toBeGreaterThan(DEFAULT_TIMING.drainMs);
    expect(unit).toMatch(/^Restart=on-failure$/m);
    expect(unit).toMatch(/^StartLimitIntervalSec=0$/m);
  });

  it('keeps keys out of the unit, and the program from what it does not need', () => {
    expect(unit).toMatch(/^EnvironmentFile=\/etc\/longqiao\/longqiao\.env$/m);
    expect(unit).not.toMatch(/LONGQIAO_KEYS|LONGQIAO_HASH_KEY|DATABASE_URL/);
    for (const guard of ['NoNewPrivileges=yes', 'ProtectSystem=strict', 'CapabilityBoundingSet=']) {
      expect(unit.split('\n')).toContain(guard);
    }
  });
});

/** The expressions of the rules, folded ones in one line. */
function expressionsOf(rules: string): string[] {
  const found = rules.matchAll(/^ {8}expr: (?:>-\n((?: {10}.*\n)+)|(.*)\n)/gm);
  return [...found].map((match) => (match[1] ?? match[2] ?? '').replace(/\s+/g, ' '));
}

/** Words of an expression that are neither functions, labels, numbers nor operators. */
function metricsOf(expression: string): string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/\b\d[\w.]*/g, ' ')
    .replace(/\b(by|without) \([^)]*\)/g, ' ')
    .replace(/\[\w+\]/g, ' ')
    .replace(/\b\w+ ?(?=\()/g, ' ')
    .replace(/\b(or|and|unless|sum)\b/g, ' ');
  return bare.match(/[a-z_]\w*/g) ?? [];
}

/** Names in the text that Prometheus reads, with the series that a histogram makes of one. */
function registeredNames(text: string): Set<string> {
  const typed = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  return new Set(
    typed.flatMap(([, name = '', kind]) =>
      kind === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => name + end) : [name],
    ),
  );
}
