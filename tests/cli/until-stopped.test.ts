import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

const MODULE = path.join(PROJECT_ROOT, 'src/cli/until-stopped.ts');

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a program that does nothing else waits for %s',
  async (signal) => {
    const program = `const { untilStopped } = await import(${JSON.stringify(MODULE)});
    console.log('waiting');
    await untilStopped();
    console.log('drained');`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await expect.poll(() => output, { timeout: 20_000 }).toBe('waiting\n');
    // Long enough for an idle event loop to end.
    await sleep(200);
    expect(child.exitCode).toBeNull();
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(output).toBe('waiting\ndrained\n');
  },
);
