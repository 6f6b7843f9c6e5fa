import type { AreaPrefix } from '../../domain/area.ts';
import type { BrokerRow } from '../../flows/ports/files.ts';
import { requiredWords } from '../cells/required-words.ts';
import type { RowCells } from '../cells/row-cells.ts';
import { BROKER_HEADERS, type BrokerField } from '../headers/broker-headers.ts';
import type { RecordReader } from '../read-records.ts';

/** An area prefix: a province, a prefecture, a county, a township or a village. */
const AREA_PREFIX = /^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/;

/** Reads rows of labor brokers: name, station, area prefixes (`620524;621124`), e-mail. */
export function brokerReader(): RecordReader<BrokerField, BrokerRow> {
  return {
    table: BROKER_HEADERS,
    identityField: 'name',
    identityOf: (row) => JSON.stringify([row.name, row.stationName]),
    readRow(cells) {
      const name = requiredWords(cells, 'name', '姓名');
      const stationName = requiredWords(cells, 'station', '工作站');
      const scope = scopeCell(cells);
      const email = emailCell(cells);
      if (name === null || stationName === null || scope === null) return null;
      return { name, stationName, scope, email };
    },
  };
}

function scopeCell(cells: RowCells<BrokerField>): readonly AreaPrefix[] | null {
  const prefixes = cells
    .words('scope')
    .split(/[;；,，、\s]+/)
    .filter((prefix) => prefix !== '');
  if (prefixes.length > 0 && prefixes.every((prefix) => AREA_PREFIX.test(prefix))) return prefixes;
  cells.reject('scope', 'SCOPE_FALSE', {
    zh: '范围须为 2、4、6、9 或 12 位区划代码，多个用分号隔开，如 620524;621124',
    en: 'Give area codes of 2, 4, 6, 9 or 12 digits, separated by semicolons, such as 620524;621124',
  });
  return null;
}

function emailCell(cells: RowCells<BrokerField>): string | null {
  const email = cells.words('email');
  if (email === '') return null;
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return email;
  cells.reject('email', 'EMAIL_FALSE', {
    zh: '邮箱格式不对，请核对或留空',
    en: 'Not an e-mail address: mend it, or leave it empty',
  });
  return null;
}
