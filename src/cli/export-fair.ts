import path from 'node:path';
import { Option, type Command } from 'commander';
import type { FairId } from '../domain/ids.ts';
import { exportFair } from '../flows/fairs/export-fair.ts';
import { fairIdArgument } from './arguments.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';
import { writeExport } from './write-export.ts';

interface ExportOptions {
  readonly format: 'xlsx' | 'csv';
  readonly out?: string;
  readonly unmasked?: boolean;
  readonly purpose?: string;
}

/** `longqiao export-fair J3`: a fair's pairings as a file. */
export function registerExportFair(program: Command, host: CliHost): void {
  program
    .command('export-fair')
    .description('导出招聘会面谈安排 / export the pairings of a job fair')
    .argument('<fairId>', '招聘会编号，如 J3', fairIdArgument)
    .addOption(new Option('--format <format>', '格式 / format').choices(['xlsx', 'csv']).default('xlsx'))
    .option('--out <file>', '写到哪里 / where to write it')
    .option(
      '--unmasked',
      '显示完整身份证号和电话，须写明用途并留痕 / whole ID numbers and phones; needs a purpose',
    )
    .option('--purpose <text>', '用途 / what for')
    .addHelpText('after', '\n示例 / Example:\n  longqiao export-fair J1 --format xlsx --out fair.xlsx')
    .action(async (fairId: FairId, options: ExportOptions, command: Command) => {
      await host.withContext(async (context) => {
        const exporters = await host.fairExporters();
        const file = await exportFair(context, {
          principal: OPERATOR,
          fairId,
          exporter: exporters[options.format],
          unmasked: options.unmasked === true ? { purpose: options.purpose ?? '' } : null,
        });
        const out = path.resolve(options.out ?? file.fileName);
        await writeExport(out, file.bytes, { isPrivate: options.unmasked === true });
        printResult(command, { file: out, bytes: file.bytes.length }, [`已写出 ${out} / written`]);
      });
    });
}
