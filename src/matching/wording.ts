import { countyOf, type AreaCode, type Tier } from '../domain/area.ts';
import { say, type Bilingual } from '../domain/bilingual.ts';
import type { MatchSettings } from '../domain/match-input.ts';
import type { Education, Shift, TermKind } from '../domain/laborer.ts';
import { TRAINEE_MARK, type Code, type Level, type Ontology } from '../domain/occupation.ts';

export const SHIFT_WORDS: Readonly<Record<Shift, Bilingual>> = {
  day: say('白班', 'day shift'),
  night: say('夜班', 'night shift'),
  rotating: say('倒班', 'rotating shifts'),
};

export const TERM_WORDS: Readonly<Record<TermKind, Bilingual>> = {
  daily: say('日结', 'daily work'),
  seasonal: say('季节工', 'seasonal work'),
  long: say('长期工', 'long-term work'),
};

export const EDUCATION_WORDS: Readonly<Record<Education, Bilingual>> = {
  none: say('未上过学', 'no schooling'),
  primary: say('小学', 'primary school'),
  junior: say('初中', 'junior middle school'),
  senior: say('高中/中专/技校', 'senior middle or vocational school'),
  college: say('大专', 'college'),
  bachelor: say('本科及以上', 'bachelor or above'),
};

export const LEVEL_WORDS: Readonly<Record<Level, Bilingual>> = {
  learner: say('学徒', 'learner'),
  able: say('熟练', 'able'),
  proven: say('精通', 'proven'),
};

export const TIER_WORDS: Readonly<Record<Tier, Bilingual>> = {
  county: say('县内', 'in their county'),
  prefecture: say('县外市内', 'in their prefecture'),
  province: say('市外省内', 'in their province'),
  paired: say('结对协作地区', 'in a partner region'),
  other: say('其他省', 'in another province'),
  abroad: say('境外', 'abroad'),
};

/** Whether a code, trainee mark or not, is of an occupation: one does a trade and knows a skill. */
export function isOccupation(ontology: Ontology, code: Code): boolean {
  return ontology.occupations.has(withoutMark(code));
}

/** The name of an occupation or skill, without the trainee mark; the code itself where it is not listed. */
export function codeWords(ontology: Ontology, code: Code): Bilingual {
  const plain = withoutMark(code);
  const occupation = ontology.occupations.get(plain);
  if (occupation !== undefined) return say(occupation.zh, occupation.en);
  const skill = ontology.skills.get(plain);
  return skill === undefined ? say(plain, plain) : say(skill.zh, skill.zh);
}

function withoutMark(code: Code): Code {
  return code.endsWith(TRAINEE_MARK) ? code.slice(0, -TRAINEE_MARK.length) : code;
}

/** The name of a place, such as 天水市武山县; its code where it is not listed. */
export function placeName(settings: MatchSettings, code: AreaCode): string {
  if (code.startsWith('99')) return '境外';
  const region = settings.regions.get(countyOf(code));
  if (region === undefined) return code;
  if (region.level === 'province') return region.provinceName;
  const isOwnPrefecture = region.level === 'prefecture' || region.prefectureName === region.name;
  return isOwnPrefecture ? region.name : `${region.prefectureName}${region.name}`;
}

/** An estimated road in whole kilometers, as a person reads it. */
export function roadWords(roadTenths: number): Bilingual {
  const km = Math.round(roadTenths / 10);
  return say(`约 ${km} 公里（估算路程）`, `about ${km} km (estimated road distance)`);
}
