import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import { standardIdNumber } from '../domain/id-number.ts';
import type { Laborer } from '../domain/laborer.ts';
import type { FlowContext } from '../flows/context.ts';
import { findByIdNumber } from '../flows/laborers/find-by-id-number.ts';
import { readConsents } from '../flows/laborers/read-consents.ts';
import { correctPerson, type Correction } from '../flows/persons/correct-person.ts';
import { deletePerson } from '../flows/persons/delete-person.ts';
import { exportPerson } from '../flows/persons/export-person.ts';
import { readHidden } from './hidden-input.ts';
import { OPERATOR, type CliHost } from './host.ts';
import { printResult } from './output.ts';

const ASK = '身份证号 / ID number: ';
const FROM_INPUT =
  '\n身份证号从标准输入读取或当场询问，不写在命令行中 / the ID number is read from standard input';

/** `longqiao person show|export|correct|delete`: one person, found by an ID number that never stands in the command line. */
export function registerPerson(program: Command, host: CliHost): void {
  const person = program.command('person').description('一个人的数据：查看、导出、更正、删除 / one person');
  registerShow(person, host);
  registerExport(person, host);
  registerCorrect(person, host);
  registerDelete(person, host);
}

function registerShow(person: Command, host: CliHost): void {
  person
    .command('show')
    .description('查看（号码隐去中间各位）和三项同意 / masked, with the three consents')
    .addHelpText('after', `${FROM_INPUT}\n示例 / Example:\n  longqiao person show < id.txt`)
    .action(async (_options: object, command: Command) => {
      await host.withContext(async (context) => {
        const laborer = await findAsked(context);
        const consents = await readConsents(context, { principal: OPERATOR, laborerId: laborer.id });
        printResult(command, { laborer, consents }, personLines(laborer));
      });
    });
}

function registerExport(person: Command, host: CliHost): void {
  person
    .command('export')
    .description('导出所存的全部数据（明文，交本人） / all that is held, in plain, for the person')
    .requiredOption('--purpose <text>', '用途，留痕 / what for; audited')
    .requiredOption('-o, --out <file>', '写入 .json 或 .xlsx 文件 / a .json or .xlsx file')
    .addHelpText(
      'after',
      `${FROM_INPUT}\n示例 / Example:\n  longqiao person export --purpose 本人申请 -o mine.xlsx < id.txt`,
    )
    .action(async (options: { purpose: string; out: string }, command: Command) => {
      await host.withContext(async (context) => {
        const idNumber = await readHidden(ASK);
        const { purpose, out } = options;
        const file = await exportPerson(context, { principal: OPERATOR, idNumber, purpose });
        const isBook = out.endsWith('.xlsx');
        const bytes = isBook ? await (await host.personWorkbook())(file) : JSON.stringify(file, null, 2);
        // Only its owner reads it: it holds the numbers in plain.
        await writeFile(out, bytes, { mode: 0o600 });
        const tables = Object.fromEntries(
          Object.entries(file.tables).map(([name, rows]) => [name, rows.length]),
        );
        printResult(command, { id: file.id, out, tables }, [`${file.id} → ${out}`]);
      });
    });
}

function registerCorrect(person: Command, host: CliHost): void {
  person
    .command('correct')
    .description('更正若干项 / correct some fields')
    .requiredOption('--file <json>', '要更正的项，如 {"name":"…"} / the fields, as JSON')
    .addHelpText(
      'after',
      `${FROM_INPUT}\n示例 / Example:\n  longqiao person correct --file change.json < id.txt`,
    )
    .action(async (options: { file: string }, command: Command) => {
      await host.withContext(async (context) => {
        const correction = await readCorrection(options.file);
        const { id } = await findAsked(context);
        const corrected = await correctPerson(context, { principal: OPERATOR, laborerId: id, correction });
        printResult(command, corrected, personLines(corrected));
      });
    });
}

function registerDelete(person: Command, host: CliHost): void {
  person
    .command('delete')
    .description(
      '删除全部数据；服务记录去标识保存三年 / delete all; services stay three years under a pseudonym',
    )
    .requiredOption('--purpose <text>', '用途，留痕 / what for; audited')
    .addHelpText(
      'after',
      `${FROM_INPUT}\n示例 / Example:\n  longqiao person delete --purpose 本人申请 < id.txt`,
    )
    .action(async (options: { purpose: string }, command: Command) => {
      await host.withContext(async (context) => {
        const idNumber = await readHidden(ASK);
        const deleted = await deletePerson(context, { principal: OPERATOR, idNumber, ...options });
        printResult(command, deleted, [
          `已删除 ${deleted.id}，去标识的服务记录 ${deleted.serviceRecords} 条 / deleted`,
        ]);
      });
    });
}

async function findAsked(context: FlowContext): Promise<Laborer> {
  const idNumber = standardIdNumber(await readHidden(ASK));
  return await findByIdNumber(context, { principal: OPERATOR, idNumber });
}

/** Fields that a correction may name. */
const CORRECTABLE = [
  'name',
  'phone',
  'homeCode',
  'currentPlaceCode',
  'education',
  'laborAbility',
  'mandarin',
  'inSchool',
  'householdNo',
  'flags',
  'intention',
  'remarks',
] as const;

async function readCorrection(path: string): Promise<Correction> {
  const read: unknown = await readFile(path, 'utf8').then(JSON.parse, () => null);
  const names = typeof read === 'object' && read !== null ? Object.keys(read) : [];
  if (names.length > 0 && names.every((name) => CORRECTABLE.some((one) => one === name))) {
    // Its fields are known names; the flow checks their values.
    return read as Correction;
  }
  throw new AppError({
    kind: 'invalid_input',
    code: 'CORRECTION_INVALID',
    message: say(`文件 ${path} 不是更正内容`, `The file ${path} is no correction`),
    remedy: say(
      `写成 JSON，可用的项：${CORRECTABLE.join('、')}`,
      `Write JSON with any of: ${CORRECTABLE.join(', ')}`,
    ),
  });
}

function personLines(laborer: Laborer): string[] {
  const { consents } = laborer;
  const words = { given: '同意', withdrawn: '已撤回' };
  const answer = (one: 'given' | 'withdrawn' | null): string => (one === null ? '未征询' : words[one]);
  return [
    `${laborer.id} ${laborer.name} ${laborer.idNumberMasked} ${laborer.phoneMasked ?? '无电话'} · ${laborer.homeCode} · 版本 ${laborer.version}`,
    `  匹配 ${answer(consents.matching)} · 联系 ${answer(consents.contact)} · 具名 ${answer(consents.naming)}`,
  ];
}
