import type { Command } from 'commander';
import { addBroker } from '../flows/brokers/add-broker.ts';
import { listBrokers } from '../flows/brokers/list-brokers.ts';
import { areasArgument } from './arguments.ts';
import { registerBrokerChannel } from './broker-channel.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';

interface AddOptions {
  readonly scope: readonly string[];
  readonly email?: string;
  readonly station?: string;
}

/** `longqiao broker add|list|channel`: labor brokers. */
export function registerBroker(program: Command, host: CliHost): void {
  const broker = program.command('broker').description('劳务经纪人 / labor brokers');
  broker
    .command('add')
    .description('登记经纪人 / add a broker')
    .argument('<name>', '姓名 / name')
    .requiredOption('--scope <prefixes...>', '服务的区划前缀 / area prefixes she serves', areasArgument)
    .option('--email <address>', '每日摘要的邮箱 / where the digest is mailed')
    .option('--station <name>', '所属劳务工作站 / her labor station')
    .addHelpText(
      'after',
      '\n示例 / Example:\n  longqiao broker add 样例经纪人 --scope 620524 --email broker@example.cn',
    )
    .action(async (name: string, options: AddOptions, command: Command) => {
      await host.withContext(async (context) => {
        const { scope } = options;
        const station =
          options.station === undefined ? undefined : { name: options.station, areaCode: scope[0] ?? '' };
        const added = await addBroker(context, {
          principal: OPERATOR,
          broker: { name, scope, email: options.email ?? null, isActive: true },
          station,
        });
        printResult(command, added, [`${added.id} ${added.name}`]);
      });
    });
  broker
    .command('list')
    .description('列出经纪人 / list brokers')
    .addHelpText('after', '\n示例 / Example:\n  longqiao broker list --json')
    .action(async (_options: object, command: Command) => {
      await host.withContext(async (context) => {
        const brokers = await listBrokers(context, { principal: OPERATOR });
        const lines = brokers.map(
          (one) => `${one.id} ${one.name} · ${one.scope.join(',')} · ${one.email ?? '无邮箱'}`,
        );
        printResult(command, brokers, lines.length === 0 ? ['还没有经纪人'] : lines);
      });
    });
  registerBrokerChannel(broker, host);
}
