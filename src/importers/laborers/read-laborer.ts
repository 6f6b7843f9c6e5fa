import { birthDateOf, sexOf } from '../../domain/id-number.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Consent, LaborerFlags, LaborerRecord, Sex } from '../../domain/laborer.ts';
import type { LaborerInput } from '../../flows/ports/laborer-store.ts';
import type { TextCoder } from '../../text/text-coder.ts';
import { dayCell } from '../cells/day-cell.ts';
import { idNumberCell } from '../cells/id-number-cell.ts';
import { codeCell } from '../cells/long-number.ts';
import { phoneCell } from '../cells/phone-cell.ts';
import type { RowCells } from '../cells/row-cells.ts';
import { LABORER_HEADERS, type LaborerField } from '../headers/laborer-headers.ts';
import type { RecordReader } from '../read-records.ts';
import { maskDigits } from '../rejection.ts';
import { ABILITY_WORDS, education, inSchool, MANDARIN_WORDS } from '../words/laborer-words.ts';
import { oneWord } from '../words/word-table.ts';
import { flagOf, yesNo } from '../words/yes-no.ts';
import { certificatesOf, holdingsOf } from './holdings.ts';
import { homeCell, HOME_PROVINCE } from './home.ts';
import { intentionOf, silentWishes } from './intention.ts';
import { listOf } from './list-of.ts';
import { workOf } from './work-of.ts';

type Cells = RowCells<LaborerField>;

/** Longest name of a person: minority names with their dots have up to 30 characters. */
const MAX_NAME_CHARACTERS = 40;
/** Chinese characters (rare ones too), Latin letters, the dot between the parts of a name. */
const NAME = /^[\p{Script=Han}\p{Script=Latin}·•.． '-]+$/u;

const abilityOf = oneWord(ABILITY_WORDS);
const mandarinOf = oneWord(MANDARIN_WORDS);
const FLAG_PARSERS = {
  registeredPoor: flagOf(/建档立卡|贫困/),
  outOfPoverty: flagOf(/脱贫/),
  monitored: flagOf(/监测|易致贫|突发/),
  disabled: flagOf(/残疾|[一二三四]级/),
  relocated: flagOf(/搬迁/),
};

interface ReaderInput {
  readonly coder: TextCoder;
  readonly today: IsoDate;
  /** Where the rows are from, for the list entries: the file's name by default. */
  readonly source: string;
}

/** Reads rows of laborers: the person, what she can do, what she wishes, and the list she is on. */
export function laborerReader({
  coder,
  today,
  source,
}: ReaderInput): RecordReader<LaborerField, LaborerInput> {
  return {
    table: LABORER_HEADERS,
    identityField: 'idNumber',
    idNumberField: 'idNumber',
    identityOf: (input) => input.personal.idNumber,
    readRow(cells, context) {
      const name = nameCell(cells);
      const idNumber = idNumberCell(cells, 'idNumber', today);
      const homeCode = homeCell(cells, coder);
      const startedOn = dayCell(cells, 'jobStartedOn') ?? null;
      const facts = factsOf(cells, coder, today, startedOn);
      const stay = listOf(cells, context, { today, source, startedOn });
      const list = stay?.kind === 'employed' ? { ...stay, work: workOf(cells, coder) } : stay;
      if (name === null || idNumber === null || homeCode === null) return null;
      const record: LaborerRecord = {
        name,
        sex: sexCell(cells, idNumber),
        birthDate: birthDateOf(idNumber),
        homeCode,
        ...facts,
      };
      const personal = { idNumber, phone: phoneCell(cells, 'phone') };
      const silentOn = silentWishes(cells, record.intention);
      return { record, personal, list, silentOn };
    },
  };
}

function factsOf(
  cells: Cells,
  coder: TextCoder,
  today: IsoDate,
  startedOn: IsoDate | null,
): Omit<LaborerRecord, 'name' | 'sex' | 'birthDate' | 'homeCode'> {
  const skills = holdingsOf(cells, coder, startedOn, today);
  const certificates = certificatesOf(cells, coder);
  noteUnknown(cells, 'skills', 'SKILL_UNKNOWN', '技能或工种', 'skill or trade', skills.unknown);
  noteUnknown(cells, 'certificates', 'CERTIFICATE_UNKNOWN', '证书', 'certificate', certificates.unknown);
  return {
    currentPlaceCode: currentPlace(cells, coder),
    education: cells.parseOrWarn('education', 'EDUCATION_UNKNOWN', education) ?? undefined,
    laborAbility: cells.parseOrWarn('ability', 'ABILITY_UNKNOWN', abilityOf) ?? undefined,
    holdings: skills.holdings,
    certificates: certificates.codes,
    mandarin: cells.parseOrWarn('mandarin', 'MANDARIN_UNKNOWN', mandarinOf) ?? undefined,
    inSchool: cells.parseOrWarn('inSchool', 'IN_SCHOOL_UNKNOWN', inSchool) ?? undefined,
    matchConsent: consentOf(cells),
    householdNo: codeCell(cells, 'householdNo'),
    flags: flagsOf(cells),
    intention: intentionOf(cells, coder, today),
    remarks: remarksOf(cells, [...skills.unknown, ...certificates.unknown]),
  };
}

function nameCell(cells: Cells): string | null {
  const name = cells.compact('name');
  if (name === '') {
    cells.reject('name', 'NAME_MISSING', { zh: '姓名为空，请补填', en: 'The name is missing: fill it in' });
  } else if (name.length > MAX_NAME_CHARACTERS || !NAME.test(name)) {
    cells.reject('name', 'NAME_FALSE', {
      zh: `姓名只能有汉字、字母和间隔号，且不超过 ${MAX_NAME_CHARACTERS} 字，请核对`,
      en: `A name has Chinese characters, letters and dots only, at most ${MAX_NAME_CHARACTERS}: check it`,
    });
  } else return name.replaceAll(/[•.．]/g, '·');
  return null;
}

/** The ID number says it; a column that says otherwise is worth a look. */
function sexCell(cells: Cells, idNumber: string): Sex {
  const sex = sexOf(idNumber);
  const words = cells.compact('sex');
  const said = words.startsWith('男') ? 'male' : words.startsWith('女') ? 'female' : sex;
  if (said !== sex) {
    cells.warn('sex', 'SEX_DIFFERS', {
      zh: '性别与身份证号第 17 位不符，已按身份证号登记，请核对两者',
      en: 'The sex differs from character 17 of the ID number, which was followed: check both',
    });
  }
  return sex;
}

function currentPlace(cells: Cells, coder: TextCoder): string | null | undefined {
  if (!cells.has('currentPlace')) return undefined;
  const words = cells.words('currentPlace');
  if (words === '') return null;
  const place = coder.place(words, HOME_PROVINCE);
  if (place === null) {
    cells.warn('currentPlace', 'CURRENT_PLACE_UNKNOWN', {
      zh: '认不出现居住地，未采用；请写省市县全称',
      en: 'The present place is not known and was left out: write it in full',
    });
  }
  return place?.code;
}

/** Never asked is not a no: only an answer counts. */
function consentOf(cells: Cells): Consent {
  const answer = cells.parse('consent', 'CONSENT_UNCLEAR', yesNo) ?? null;
  if (answer === null) return null;
  return answer ? 'given' : 'withdrawn';
}

/** An empty cell is a no. Without the column, or with words that nobody understands, a flag is unknown. */
function flagsOf(cells: Cells): LaborerFlags {
  const flag = (field: keyof typeof FLAG_PARSERS): boolean | undefined => {
    const answer = cells.parseOrWarn(field, 'YES_NO', FLAG_PARSERS[field]);
    return answer === null ? false : answer;
  };
  return {
    registeredPoor: flag('registeredPoor'),
    outOfPoverty: flag('outOfPoverty'),
    monitored: flag('monitored'),
    disabled: flag('disabled'),
    relocated: flag('relocated'),
  };
}

function noteUnknown(
  cells: Cells,
  field: LaborerField,
  code: string,
  zh: string,
  en: string,
  unknown: readonly string[],
): void {
  if (unknown.length === 0) return;
  cells.warn(cells.has(field) ? field : null, code, {
    zh: `认不出的${zh}：${unknown.join('、')}，未采用，原文记入备注；请换成通用名称`,
    en: `Unknown ${en}: ${unknown.join(', ')}; left out and kept in the remarks: use the common name`,
  });
}

/**
 * The remarks with the words that no code was found for, so that nothing that was written is lost; but ID
 * numbers and phones in them are hidden: remarks are not encrypted.
 */
function remarksOf(cells: Cells, unknown: readonly string[]): string | undefined {
  const remarks = maskDigits(cells.words('remarks'));
  if (remarks !== cells.words('remarks')) {
    cells.warn('remarks', 'REMARKS_MASKED', {
      zh: '备注中的证件号或电话已隐去；电话请填在“电话”列',
      en: 'An ID number or phone in the remarks was hidden: phones belong in the column 电话',
    });
  }
  const parts = [remarks, unknown.length === 0 ? '' : `未识别：${unknown.join('、')}`];
  return parts.filter((part) => part !== '').join('；') || undefined;
}
