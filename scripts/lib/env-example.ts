import type { z } from 'zod';
import { aboutSetting, environmentSchema, type SettingName } from '../../src/config.ts';

const HEADER = [
  '# 陇桥的环境变量：复制为 .env 并按需修改。变量均可省略。',
  "# Longqiao's environment: copy to .env and change what you need. Every variable may be left out.",
  '# Made by `npx tsx scripts/build-env-example.ts` from src/config.ts; do not edit by hand.',
];

/** Read by compose.yaml, not by the programs. */
const COMPOSE = [
  '# 仅供 compose.yaml 使用：其 PostgreSQL 的密码（字母与数字）。',
  '# For compose.yaml only: the password of its PostgreSQL (letters and digits).',
  '#POSTGRES_PASSWORD=change-me',
];

/** The text of `.env.example`: every variable with both explanations, and its default or an example. */
export function envExample(): string {
  const names = Object.keys(environmentSchema.shape) as SettingName[]; // the keys of a schema are its names
  const blocks = names.map((name) => {
    const { about, example } = aboutSetting(name);
    const value = defaultOf(environmentSchema.shape[name]) ?? example ?? '';
    return [`# ${about.zh}`, `# ${about.en}`, `#${name}=${quoted(value)}`].join('\n');
  });
  return `${[HEADER.join('\n'), ...blocks, COMPOSE.join('\n')].join('\n\n')}\n`;
}

/** A default is found by giving nothing. */
function defaultOf(schema: z.ZodType): string | null {
  const value = schema.safeParse(undefined).data;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function quoted(value: string): string {
  return /[\s<#]/.test(value) ? `"${value}"` : value;
}
