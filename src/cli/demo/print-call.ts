import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../../domain/bilingual.ts';
import type { FlowContext } from '../../flows/context.ts';
import { authenticateKey } from '../../flows/keys/authenticate-key.ts';
import { createKey } from '../../flows/keys/create-key.ts';
import { OPERATOR } from '../host.ts';
import type { DemoStep } from './step.ts';

/** The demo's key is kept here (0600), so that every start prints the same one. */
const KEY_FILE = 'demo-key';

/** A demo key and a call with it. */
export const printCallStep: DemoStep = {
  title: say('可直接粘贴的接口调用', 'An API call, ready to paste'),
  run: async (stage) => {
    const secret = await demoKey(await stage.context(), path.join(stage.host.home(), KEY_FILE));
    stage.print(`curl -H 'Authorization: Bearer ${secret}' '${stage.apiUrl}/api/v1/openings?limit=5'`);
  },
};

async function demoKey(context: FlowContext, file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null && (await isValid(context, kept.trim()))) return kept.trim();
  const { secret } = await createKey(context, {
    principal: OPERATOR,
    key: { label: '演示 / demo', role: 'officer', scope: [''], brokerId: null },
  });
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

async function isValid(context: FlowContext, secret: string): Promise<boolean> {
  try {
    await authenticateKey(context, secret);
    return true;
  } catch {
    return false;
  }
}
