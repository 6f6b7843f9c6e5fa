import { expect, test, vi } from 'vitest';
import { runDemo } from '../../src/cli/demo.ts';
import type { DemoHost, DemoStep } from '../../src/cli/demo/step.ts';

/** The steps here ask for nothing else. */
const host = { port: () => 8080 } as DemoHost;

/** Steps that write down what happens. */
function recorder() {
  const events: string[] = [];
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const step = (name: string, more: Partial<DemoStep> = {}): DemoStep => ({
    title: { zh: name, en: name },
    run: (stage) => {
      events.push(name);
      stage.onStop(() => {
        events.push(`stop ${name}`);
        return Promise.resolve();
      });
      return Promise.resolve();
    },
    ...more,
  });
  return { events, step };
}

test('steps run in order and stop in reverse order', async () => {
  const { events, step } = recorder();
  await runDemo([step('services'), step('server')], host, { isOnce: true });
  expect(events).toEqual(['services', 'server', 'stop server', 'stop services']);
});

test('what was started is stopped when a later step fails', async () => {
  const { events, step } = recorder();
  const broken = step('broken', { run: () => Promise.reject(new Error('it broke')) });
  await expect(runDemo([step('services'), broken], host, { isOnce: true })).rejects.toThrow('it broke');
  expect(events).toEqual(['services', 'stop services']);
});

test('--once leaves out what only serves', async () => {
  const { events, step } = recorder();
  await runDemo([step('print'), step('serve', { servesOnly: true })], host, { isOnce: true });
  expect(events).not.toContain('serve');
});
