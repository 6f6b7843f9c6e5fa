import type { Command } from 'commander';
import type { OutboxId, RunId } from '../domain/ids.ts';
import { digestTitle } from '../domain/digest-title.ts';
import { CHANNEL_WORDS, type DeadLetter, type RunNotices } from '../domain/notification.ts';
import { listDeadLetters, resendDeadLetter } from '../flows/notices/dead-letters.ts';
import { deliverOutbox } from '../flows/notices/deliver-outbox.ts';
import { previewDigests, type PreviewedDigest } from '../flows/notices/preview-digests.ts';
import { readRunNotices } from '../flows/notices/run-notices.ts';
import { outboxIdArgument, runIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';

/** Dead letters of one listing. */
const SHOWN = 200;

/** `longqiao outbox show|preview|dead|resend|deliver`: notices on their way. */
export function registerOutbox(program: Command, host: CliHost): void {
  const outbox = program
    .command('outbox')
    .description('推送 / notices on their way')
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao outbox show R3\n  longqiao outbox preview R3\n  longqiao outbox dead\n  longqiao outbox resend M12\n  longqiao outbox deliver',
    );
  registerShow(outbox, host);
  registerPreview(outbox, host);
  registerDead(outbox, host);
  registerResend(outbox, host);
  registerDeliver(outbox, host);
}

function registerShow(outbox: Command, host: CliHost): void {
  outbox
    .command('show')
    .description('一个批次的推送情况 / what became of a run’s notices')
    .argument('<runId>', '批次编号，如 R3', runIdArgument)
    .action(async (runId: RunId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const notices = await readRunNotices(context, { principal: OPERATOR, runId });
        printResult(command, notices, noticeLines(notices));
      });
    });
}

function registerPreview(outbox: Command, host: CliHost): void {
  outbox
    .command('preview')
    .description(
      '若此刻发布会推送什么，不发送 / what would be sent if the run were published now; sends nothing',
    )
    .argument('<runId>', '批次编号，如 R3；试算和待确认的也可以', runIdArgument)
    .addHelpText(
      'after',
      '\n示例 / Examples:\n  longqiao run start --dry-run\n  longqiao outbox preview R3\n  longqiao outbox preview R3 --json',
    )
    .action(async (runId: RunId, _options: object, command: Command) => {
      await host.withContext(async (context) => {
        const found = await previewDigests(context, { principal: OPERATOR, runId });
        const lines =
          found.length === 0 ? ['没有可推送的 / nothing would be sent'] : found.flatMap(previewLines);
        printResult(command, found, lines);
      });
    });
}

function previewLines({ brokerId, brokerName, channels, notice }: PreviewedDigest): string[] {
  const ways = channels.map((channel) => CHANNEL_WORDS[channel].zh).join('、');
  return [
    `${brokerId} ${brokerName}（${ways}）：${digestTitle(notice).zh}`,
    ...notice.openings.map(
      ({ title, employerName, candidates }) => `  ${title}（${employerName}）：${candidates} 名合适人选`,
    ),
    ...(notice.waiting === 0 ? [] : [`  另有 ${notice.waiting} 名劳动力排在后面`]),
  ];
}

function registerDead(outbox: Command, host: CliHost): void {
  outbox
    .command('dead')
    .description('列出死信：已放弃发送的推送 / notices that were given up')
    .action(async (_options: object, command: Command) => {
      await host.withContext(async (context) => {
        const page = { after: null, limit: SHOWN };
        const { items } = await listDeadLetters(context, { principal: OPERATOR, page });
        printResult(command, items, items.length === 0 ? ['没有死信 / none'] : items.map(deadLine));
      });
    });
}

function registerResend(outbox: Command, host: CliHost): void {
  outbox
    .command('resend')
    .description('重发死信，编号不变 / send dead letters again, with the same ids')
    .argument('<messageIds...>', '编号，如 M12', outboxIdsArgument)
    .addHelpText('after', '\n示例 / Example:\n  longqiao outbox resend M12 M15')
    .action(async (messageIds: readonly OutboxId[], _options: object, command: Command) => {
      await host.withContext(async (context) => {
        for (const messageId of messageIds)
          await resendDeadLetter(context, { principal: OPERATOR, messageId });
        printResult(command, { resent: messageIds }, [`已排入发送 / will be sent: ${messageIds.join(' ')}`]);
      });
    });
}

function registerDeliver(outbox: Command, host: CliHost): void {
  outbox
    .command('deliver')
    .description('在本进程立即发送到期的推送 / send what is due, in this process')
    .action(async (_options: object, command: Command) => {
      await host.withContext(async (context) => {
        const { sent, failed, postponed, nothingLeft } = await deliverOutbox(context);
        const line = `已发 ${sent}，失败 ${failed}，推迟 ${postponed}，已无内容 ${nothingLeft}`;
        printResult(command, { sent, failed, postponed, nothingLeft }, [line]);
      });
    });
}

/** Lines for a person: by channel, then who has the inbox alone. */
export function noticeLines({ channels, inboxOnly }: RunNotices): string[] {
  const lines = channels.map((one) => {
    const counts = `已发 ${one.sent}，待发 ${one.waiting}，死信 ${one.dead}，已无内容 ${one.nothingLeft}`;
    return `${CHANNEL_WORDS[one.channel].zh}：${counts}`;
  });
  const alone =
    inboxOnly.length === 0
      ? []
      : [
          `只有收件箱、没有其他渠道的经纪人 / inbox only: ${inboxOnly.join(' ')}`,
          '→ longqiao broker channel add <经纪人> email|webhook|wecom|sms <地址>',
        ];
  return channels.length === 0 ? ['这个批次没有推送 / no notices'] : [...lines, ...alone];
}

function deadLine({ id, runId, brokerId, channel, attempts, diedAt, error }: DeadLetter): string {
  return `${id} ${runId} ${brokerId} ${channel} · ${attempts} 次 · ${diedAt}\n  ${error}`;
}

function outboxIdsArgument(text: string, before: readonly OutboxId[] = []): readonly OutboxId[] {
  return [...before, outboxIdArgument(text)];
}
