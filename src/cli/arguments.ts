import { InvalidArgumentError } from 'commander';
import { isIsoDate, type IsoDate } from '../domain/dates.ts';
import {
  isId,
  type BrokerId,
  type ConflictId,
  type FairId,
  type KeyId,
  type LaborerId,
  type OpeningId,
  type ReconciliationId,
  type OutboxId,
  type RunId,
} from '../domain/ids.ts';

/** Parses `L12`. */
export function laborerIdArgument(text: string): LaborerId {
  return isId('L', text) ? text : refuse('劳动力编号形如 L12 / a laborer id looks like L12');
}

/** Parses `O7`. */
export function openingIdArgument(text: string): OpeningId {
  return isId('O', text) ? text : refuse('岗位编号形如 O7 / an opening id looks like O7');
}

/** Parses `R3`. */
export function runIdArgument(text: string): RunId {
  return isId('R', text) ? text : refuse('批次编号形如 R3 / a run id looks like R3');
}

/** Parses `B1`. */
export function brokerIdArgument(text: string): BrokerId {
  return isId('B', text) ? text : refuse('经纪人编号形如 B1 / a broker id looks like B1');
}

/** Parses `K3`. */
export function keyIdArgument(text: string): KeyId {
  return isId('K', text) ? text : refuse('密钥编号形如 K3 / a key id looks like K3');
}

/** Parses `Q3`. */
export function reconciliationIdArgument(text: string): ReconciliationId {
  return isId('Q', text) ? text : refuse('比对编号形如 Q3 / a reconciliation id looks like Q3');
}

/** Parses `C3`. */
export function conflictIdArgument(text: string): ConflictId {
  return isId('C', text) ? text : refuse('待核对编号形如 C3 / a conflict id looks like C3');
}

/** Parses `M12`. */
export function outboxIdArgument(text: string): OutboxId {
  return isId('M', text) ? text : refuse('推送编号形如 M12 / the id of a notice looks like M12');
}

/** Parses `J3`. */
export function fairIdArgument(text: string): FairId {
  return isId('J', text) ? text : refuse('招聘会编号形如 J3 / a fair id looks like J3');
}

/** Parses a calendar day. */
export function dayArgument(text: string): IsoDate {
  return isIsoDate(text) ? text : refuse('日期形如 2026-11-25 / a day looks like 2026-11-25');
}

/** Parses a positive whole number. */
export function countArgument(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : refuse('须为正整数 / give a positive whole number');
}

/** Parses an area prefix of 2, 4, 6, 9 or 12 digits; `all` is everywhere. */
export function areaArgument(text: string): string {
  if (text === 'all') return '';
  if (/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(text)) return text;
  return refuse('区划前缀须为 2、4、6、9 或 12 位数字 / an area is 2, 4, 6, 9 or 12 digits, or all');
}

/** Parses several area prefixes, one after the other. */
export function areasArgument(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, areaArgument(text)];
}

function refuse(sentence: string): never {
  throw new InvalidArgumentError(sentence);
}
