import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { isRunning, ownIdentity } from '../../src/services/process-identity.ts';

test('this process runs; its id at another time named another process', () => {
  expect(isRunning(ownIdentity())).toBe(true);
  expect(isRunning({ ...ownIdentity(), startTicks: '1' })).toBe(process.platform !== 'linux');
});

test('an id that nobody has does not run', () => {
  // Above the largest id that Linux gives.
  expect(isRunning({ pid: 4_194_305, startTicks: null })).toBe(false);
});

test('a process that ended and was not reaped does not run', async (context) => {
  context.skip(process.platform !== 'linux', 'only Linux tells the state of a process in /proc');
  // The sleep that replaces the shell never asks after the shell's child.
  const parent = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 20'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: parent.stdout })) {
      await expect
        .poll(() => isRunning({ pid: Number(line), startTicks: null }), { timeout: 10_000 })
        .toBe(false);
      expect(() => process.kill(Number(line), 0)).not.toThrow();
      return;
    }
  } finally {
    parent.kill('SIGKILL');
  }
});
