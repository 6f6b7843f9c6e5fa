import { Option, type Command } from 'commander';
import { ROLES, type Role } from '../domain/broker.ts';
import type { BrokerId, KeyId } from '../domain/ids.ts';
import { createKey } from '../flows/keys/create-key.ts';
import { listKeys } from '../flows/keys/list-keys.ts';
import { revokeKey } from '../flows/keys/revoke-key.ts';
import { areasArgument, brokerIdArgument, keyIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';

interface CreateOptions {
  readonly label: string;
  readonly role: Role;
  readonly scope: readonly string[];
  readonly broker?: BrokerId;
}

/** `longqiao key create|list|revoke`: API keys. */
export function registerKey(program: Command, host: CliHost): void {
  const key = program.command('key').description('接口密钥 / API keys');
  registerCreate(key, host);
  registerList(key, host);
  registerRevoke(key, host);
}

function registerCreate(key: Command, host: CliHost): void {
  key
    .command('create')
    .description('创建密钥，只显示一次 / make a key; it is shown once')
    .requiredOption('--label <text>', '用途说明 / what it is for')
    .addOption(new Option('--role <role>', '角色 / role').choices(ROLES).makeOptionMandatory())
    .requiredOption(
      '--scope <prefixes...>',
      '区划前缀，all 为全部 / area prefixes, all for everywhere',
      areasArgument,
    )
    .option('--broker <id>', '属于哪位经纪人，如 B1 / the broker it belongs to', brokerIdArgument)
    .addHelpText(
      'after',
      '\n示例 / Example:\n  longqiao key create --label 武山站 --role broker --scope 620524 --broker B1',
    )
    .action(async (options: CreateOptions, command: Command) => {
      await host.withContext(async (context) => {
        const { label, role, scope, broker } = options;
        const made = await createKey(context, {
          principal: OPERATOR,
          key: { label, role, scope, brokerId: broker ?? null },
        });
        printResult(command, made, [
          `${made.id} ${made.secret}`,
          '请妥善保存，之后无法再次查看 / keep it: it is not shown again',
        ]);
      });
    });
}

function registerList(key: Command, host: CliHost): void {
  key
    .command('list')
    .description('列出密钥 / list keys')
    .addHelpText('after', '\n示例 / Example:\n  longqiao key list --json')
    .action(async (_options: object, command: Command) => {
      await host.withContext(async (context) => {
        const keys = await listKeys(context, { principal: OPERATOR });
        const lines = keys.map((one) => {
          const scope = one.scope.map((prefix) => (prefix === '' ? '全部' : prefix)).join(',');
          return `${one.id} ${one.label} · ${one.role} · ${scope}${one.revokedAt === null ? '' : ' · 已吊销'}`;
        });
        printResult(command, keys, lines.length === 0 ? ['还没有密钥'] : lines);
      });
    });
}

function registerRevoke(key: Command, host: CliHost): void {
  key
    .command('revoke')
    .description('吊销密钥，立即生效 / revoke a key, at once')
    .argument('<keyId>', '密钥编号，如 K3', keyIdArgument)
    .addHelpText('after', '\n示例 / Example:\n  longqiao key revoke K3')
    .action(async (keyId: KeyId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        await revokeKey(context, { principal: OPERATOR, keyId });
        printResult(command, { revoked: keyId }, [`已吊销 ${keyId} / revoked`]);
      });
    });
}
