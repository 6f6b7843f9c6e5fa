import type { Command } from 'commander';
import { countArgument } from './arguments.ts';
import type { CliHost } from './host.ts';
import { printResult } from './output.ts';
import { untilStopped } from './until-stopped.ts';

/** `longqiao serve`: the API server, until Ctrl-C. */
export function registerServe(program: Command, host: CliHost): void {
  program
    .command('serve')
    .description('启动接口服务，按 Ctrl-C 结束 / start the API server, until Ctrl-C')
    .option('--port <number>', '端口；被占用时报错 / port; an error when it is taken', countArgument)
    .addHelpText('after', '\n示例 / Example:\n  longqiao serve --port 8080')
    .action(async (options: { port?: number }, command: Command) => {
      const server = await host.serve({ port: options.port });
      printResult(command, { url: server.url }, [`接口已启动 / serving at ${server.url}`]);
      await untilStopped();
      await server.stop();
    });
}
