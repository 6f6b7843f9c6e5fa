import { keyOf } from '../../domain/ids.ts';
import type { LaborerField, LaborerVersion } from '../../domain/laborer-change.ts';
import type { LaborerHistoryStore } from '../../flows/ports/laborer-history-store.ts';
import type { Sql } from '../sql.ts';

/** The versions of laborers, which a trigger keeps. */
export function laborerHistoryStore(sql: Sql): LaborerHistoryStore {
  return {
    since: async (id, version) => {
      const rows = await sql.rows<VersionRow>(
        `select version, at, actor, source, array(select jsonb_object_keys(after)) as columns
         from laborer_version where laborer_id = $1 and version > $2 order by version`,
        [keyOf(id), version],
      );
      return rows.map(versionOf);
    },
    writeAs: async ({ actor, source }) => {
      await sql.rows(
        `select set_config('longqiao.actor', $1, true), set_config('longqiao.source', $2, true)`,
        [actor, source ?? ''],
      );
    },
  };
}

interface VersionRow {
  version: number;
  at: string;
  actor: string | null;
  source: string | null;
  columns: string[];
}

function versionOf({ columns, ...row }: VersionRow): LaborerVersion {
  const fields = new Set(columns.map((column) => FIELD_OF_COLUMN[column] ?? 'intention'));
  // A version without another column: she moved on the lists.
  return { ...row, fields: fields.size === 0 ? ['list'] : [...fields] };
}

/** Which field a column belongs to; every other column is part of the intention. */
const FIELD_OF_COLUMN: Readonly<Record<string, LaborerField>> = {
  id_number_masked: 'idNumber',
  name: 'name',
  sex: 'sex',
  birth_date: 'birthDate',
  home_code: 'homeCode',
  county_code: 'homeCode',
  household_id: 'householdNo',
  phone_masked: 'phone',
  current_place_code: 'currentPlaceCode',
  education: 'education',
  labor_ability: 'laborAbility',
  holding_codes: 'holdings',
  holding_levels: 'holdings',
  holding_words: 'holdings',
  certificates: 'certificates',
  mandarin: 'mandarin',
  in_school: 'inSchool',
  match_consent: 'matchConsent',
  contact_consent: 'consents',
  naming_consent: 'consents',
  flags: 'flags',
  flags_known: 'flags',
  remarks: 'remarks',
  removed_on: 'list',
};
