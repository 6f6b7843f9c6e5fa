import type { CountyWeight } from '../county-weights.ts';
import { tableOf, type Column, type Table } from './table.ts';

/** A broker of the seeds. */
interface SeedBroker {
  readonly name: string;
  readonly station: string;
  /** Area prefixes with `;` between them. */
  readonly scope: string;
  readonly email: string;
}

/** Made-up people; the number keeps them apart from anyone real. */
const BROKER_NAMES = ['样例经纪人甲', '样例经纪人乙', '样例经纪人丙', '样例经纪人丁'] as const;

const COLUMNS: readonly Column<SeedBroker>[] = [
  ['姓名', (broker) => broker.name],
  ['工作站', (broker) => broker.station],
  ['范围', (broker) => broker.scope],
  ['邮箱', (broker) => broker.email],
];

/**
 * Four brokers: one for each of the first three counties and one for all. Mail to the domain `.invalid` goes
 * nowhere.
 */
export function brokerTable(counties: readonly CountyWeight[]): Table {
  const all = { name: '样例', code: counties.map((county) => county.code).join(';') };
  const scopes = [...counties.slice(0, 3).map(({ name, code }) => ({ name, code })), all];
  const brokers = scopes.map(({ name, code }, position) => ({
    name: BROKER_NAMES[position] ?? `样例经纪人${position + 1}`,
    station: `${name}劳务工作站`,
    scope: code,
    email: `broker${position + 1}@longqiao.invalid`,
  }));
  return tableOf('劳务经纪人', COLUMNS, brokers);
}
