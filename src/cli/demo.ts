import type { Command } from 'commander';
import type { FlowContext } from '../flows/context.ts';
import type { DemoHost, DemoStage, DemoStep } from './demo/step.ts';
import { DEMO_STEPS } from './demo/steps.ts';
import { untilStopped } from './until-stopped.ts';

/** `longqiao demo`: the whole way on one machine, as `./scripts/demo` runs it. */
export function registerDemo(program: Command, host: DemoHost): void {
  program
    .command('demo')
    .description('演示全流程，按 Ctrl-C 结束 / show everything on this machine, until Ctrl-C')
    .option('--once', '打印结果后结束 / end after the printing')
    .addHelpText('after', '\n示例 / Examples:\n  ./scripts/demo\n  ./scripts/demo --once')
    .action(async (options: { readonly once?: boolean }) => {
      await runDemo(DEMO_STEPS, host, { isOnce: options.once === true });
    });
}

/** Runs the steps, waits for Ctrl-C unless once, and stops everything in reverse order, also after a failure. */
export async function runDemo(
  steps: readonly DemoStep[],
  host: DemoHost,
  options: { readonly isOnce: boolean },
): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  let opened: Promise<FlowContext> | undefined;
  const stage: DemoStage = {
    host,
    apiUrl: `http://localhost:${host.port()}`,
    context: async () => await (opened ??= openFor(host, stops)),
    print: (line) => process.stdout.write(`${line}\n`),
    onStop: (stop) => stops.push(stop),
  };
  try {
    for (const step of steps) {
      if (options.isOnce && step.servesOnly === true) continue;
      stage.print(`\n── ${step.title.zh} / ${step.title.en}`);
      await step.run(stage);
    }
    if (!options.isOnce) {
      stage.print('\n按 Ctrl-C 结束 / Ctrl-C ends it');
      await untilStopped();
    }
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

async function openFor(host: DemoHost, stops: (() => Promise<void>)[]): Promise<FlowContext> {
  const { context, close } = await host.openContext();
  stops.push(close);
  return context;
}
