import type { HeaderTable } from './header-table.ts';

/** Columns of a brokers' file. */
export type BrokerField = 'name' | 'station' | 'scope' | 'email';

/** Headers of brokers' files. */
export const BROKER_HEADERS: HeaderTable<BrokerField> = {
  required: ['name', 'station', 'scope'],
  personal: [],
  aliases: {
    name: ['姓名', '经纪人', '劳务经纪人', '经纪人姓名'],
    station: ['工作站', '劳务工作站', '所属工作站'],
    scope: ['范围', '服务范围', '服务区划', '区划范围'],
    email: ['邮箱', '电子邮箱', '电子邮件', 'email'],
  },
};
