import { text } from 'node:stream/consumers';
import { Argument, InvalidArgumentError, type Command } from 'commander';
import type { BrokerId } from '../domain/ids.ts';
import { OUTSIDE_CHANNELS, CHANNEL_WORDS, type OutsideChannel } from '../domain/notification.ts';
import { listChannels } from '../flows/channels/list-channels.ts';
import { removeChannel } from '../flows/channels/remove-channel.ts';
import { rotateSecret } from '../flows/channels/rotate-secret.ts';
import { setChannel, type ChannelWithSecret } from '../flows/channels/set-channel.ts';
import { testChannel } from '../flows/channels/test-channel.ts';
import { brokerIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';

const EXAMPLES = `
示例 / Examples:
  longqiao broker channel add B1 email li@example.org
  longqiao broker channel list B1
  longqiao broker channel test B1 email
  longqiao broker channel rotate B1 webhook
  longqiao broker channel remove B1 email`;

/** `longqiao broker channel add|list|test|rotate|remove`: ways out of a broker. */
export function registerBrokerChannel(broker: Command, host: CliHost): void {
  const channel = broker
    .command('channel')
    .description('推送渠道 / channels of a broker')
    .addHelpText('after', EXAMPLES);
  registerAdd(channel, host);
  registerList(channel, host);
  registerTest(channel, host);
  registerRotate(channel, host);
  registerRemove(channel, host);
}

const BROKER = ['<brokerId>', '经纪人编号，如 B1 / a broker’s id', brokerIdArgument] as const;

function kindArgument(): Argument {
  return new Argument('<kind>', '渠道 / channel').choices(OUTSIDE_CHANNELS);
}

function registerAdd(channel: Command, host: CliHost): void {
  channel
    .command('add')
    .description('设置渠道，每种最多一个 / set a channel, one of each kind')
    .argument(...BROKER)
    .addArgument(kindArgument())
    .argument(
      '[address]',
      '邮箱、手机号码或网址；- 表示从标准输入读取，不留在命令历史中 / address, number or URL; - reads standard input',
      '-',
    )
    .option('--inactive', '先不启用 / not in use yet')
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao broker channel add B1 email broker@example.cn' +
        '\n  longqiao broker channel add B1 webhook https://example.cn/hooks/longqiao' +
        '\n  longqiao broker channel add B1 wecom - < bot-url.txt',
    )
    .action(async (...[brokerId, kind, address, options, command]: AddArguments) => {
      const given = (address === '-' ? await text(process.stdin) : address).trim();
      if (given === '') throw new InvalidArgumentError('没有地址 / no address');
      await host.withContext(async (context) => {
        const isActive = options.inactive !== true;
        const set = await setChannel(context, {
          principal: OPERATOR,
          brokerId,
          kind,
          address: given,
          isActive,
        });
        printResult(command, set, linesOf(set));
      });
    });
}

type AddArguments = [BrokerId, OutsideChannel, string, { inactive?: boolean }, Command];

function registerList(channel: Command, host: CliHost): void {
  channel
    .command('list')
    .description('列出渠道，地址已遮蔽 / list channels, addresses masked')
    .argument(...BROKER)
    .action(async (brokerId: BrokerId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const channels = await listChannels(context, { principal: OPERATOR, brokerId });
        const lines = channels.map((one) => linesOf({ channel: one, secret: null })[0] ?? '');
        printResult(command, channels, lines.length === 0 ? ['没有渠道，只进收件箱 / inbox only'] : lines);
      });
    });
}

function registerTest(channel: Command, host: CliHost): void {
  channel
    .command('test')
    .description('立即发送一条测试消息 / send a test message now')
    .argument(...BROKER)
    .addArgument(kindArgument())
    .action(async (brokerId: BrokerId, kind: OutsideChannel, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const sent = await testChannel(context, { principal: OPERATOR, brokerId, kind });
        printResult(command, sent, [`已发送 / sent: ${sent.id}`]);
      });
    });
}

function registerRotate(channel: Command, host: CliHost): void {
  channel
    .command('rotate')
    .description('更换网络回调的签名密钥：先新旧并用，再 --finish / change a webhook’s signing secret')
    .argument(...BROKER)
    .addArgument(new Argument('<kind>').choices(['webhook']))
    .option('--finish', '接收方已换好，停用旧密钥 / the receiver changed over: drop the old one')
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao broker channel rotate B1 webhook\n  longqiao broker channel rotate B1 webhook --finish',
    )
    .action(async (brokerId: BrokerId, _kind: string, options: { finish?: boolean }, command: Command) => {
      await host.withContext(async (context) => {
        const step = options.finish === true ? 'finish' : 'begin';
        const rotated = await rotateSecret(context, { principal: OPERATOR, brokerId, step });
        printResult(command, rotated, linesOf(rotated));
      });
    });
}

function registerRemove(channel: Command, host: CliHost): void {
  channel
    .command('remove')
    .description('删除渠道及其密钥 / remove a channel and its secrets')
    .argument(...BROKER)
    .addArgument(kindArgument())
    .action(async (brokerId: BrokerId, kind: OutsideChannel, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        await removeChannel(context, { principal: OPERATOR, brokerId, kind });
        printResult(command, { removed: kind, brokerId }, [`已删除 / removed: ${brokerId} ${kind}`]);
      });
    });
}

function linesOf({ channel, secret }: ChannelWithSecret): string[] {
  const { brokerId, kind, shown, isActive, secrets } = channel;
  const keys = secrets === 0 ? '' : ` · ${secrets} 把签名密钥`;
  const line = `${brokerId} ${kind}（${CHANNEL_WORDS[kind].zh}）${shown}${keys}${isActive ? '' : ' · 未启用'}`;
  return secret === null ? [line] : [line, `签名密钥，只显示这一次 / signing secret, shown once: ${secret}`];
}
