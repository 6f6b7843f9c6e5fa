import type { Region } from '../../domain/region.ts';

/** Peoples in the names of autonomous areas; one-character names need their 族. */
const PEOPLE =
  /(?:蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|朝鲜|东乡|撒拉|保安|裕固|达斡尔|鄂伦春|鄂温克|布依|土家|仡佬|拉祜|哈尼|傈僳|景颇|独龙|纳西|普米|仫佬|毛南|布朗|各|[回藏满苗侗瑶壮傣佤彝白羌黎畲土怒水])族|(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|鄂伦春|鄂温克|达斡尔|维吾尔|布依)$/;
const AUTONOMOUS = /自治[区州县旗]$/;
const KIND = /(?:特别行政区|地区|新区|矿区|林区|特区|[省市区县旗盟])$/;
/** A name is never cut to one character: 宁县 stays 宁县. */
const SHORTEST = 2;

/**
 * The ways to write a region besides its full name: without its kind (武山, 张家川, 内蒙古), with a kind in place of a long one
 * (张家川县, 临夏州), or with another of the county's kinds, since counties become districts and cities (华亭县).
 */
export function shortNamesOf(region: Region): readonly string[] {
  const base = baseName(region.name);
  if (base === region.name) return [];
  return [base, ...kindsFor(region).map((kind) => base + kind)].filter((name) => name !== region.name);
}

function kindsFor({ name, level }: Region): readonly string[] {
  if (level === 'county') return ['县', '市', '区'];
  if (level === 'province') return [];
  return name.endsWith('自治州') ? ['州'] : ['市'];
}

function baseName(name: string): string {
  if (AUTONOMOUS.test(name)) return withoutPeoples(name.replace(AUTONOMOUS, ''));
  const base = name.replace(KIND, '');
  return base.length >= SHORTEST ? base : name;
}

function withoutPeoples(name: string): string {
  let base = name;
  for (;;) {
    const next = base.replace(new RegExp(`(?:${PEOPLE.source})$`), '');
    // 东乡族自治县 is all people: 东乡.
    if (next === base || next.length < SHORTEST) break;
    base = next;
  }
  return base.replace(/族$/, '');
}
