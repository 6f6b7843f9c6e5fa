import type { Certificate, Occupation, Ontology, Skill } from '../../src/domain/occupation.ts';

/** A dozen occupations with the groups, skills and gates that the tests of the engine need. */
const OCCUPATIONS: readonly Occupation[] = [
  occupation('general', '普工', '制造通用', ['skill:服从安排'], [4_000, 7_000]),
  occupation('packer', '包装工', '制造通用', ['skill:打包'], [4_000, 6_500]),
  occupation('sewing', '缝纫工', '纺织服装', ['skill:平缝', 'skill:锁边'], [4_000, 7_500]),
  occupation('cutting', '裁剪工', '纺织服装', ['skill:排料'], [4_500, 7_500]),
  occupation('welder', '焊工', '机械制造', ['skill:氩弧焊', 'skill:二保焊'], [6_000, 10_000]),
  occupation('fitter', '钳工', '机械制造', ['skill:划线'], [5_500, 9_000]),
  occupation('rebar', '钢筋工', '建筑施工', ['skill:钢筋绑扎'], [6_500, 10_000]),
  occupation('mason', '瓦工', '建筑施工', ['skill:砌砖'], [6_500, 10_000]),
  occupation('landscaper', '绿化工', '物业安保', ['skill:修剪'], [3_000, 4_500]),
  occupation('security', '保安', '物业安保', ['skill:巡逻'], [3_000, 5_000]),
  occupation('lamian', '拉面工', '餐饮住宿', ['skill:拉面'], [5_000, 9_000]),
  occupation('forklift', '叉车工', '物流仓储', ['skill:装卸'], [5_000, 8_000]),
];

const CERTIFICATES: readonly Certificate[] = [
  { code: 'cert:welding', zh: '特种作业操作证（焊接与热切割）', aliasesZh: ['焊工证'] },
  { code: 'cert:n1', zh: '特种设备作业人员证（N1 叉车）', aliasesZh: ['叉车证'] },
  { code: 'cert:q1', zh: '特种设备作业证（Q1）', aliasesZh: [] },
  { code: 'cert:c1', zh: '驾驶证 C1', aliasesZh: [] },
  { code: 'cert:ridehail', zh: '网约车驾驶员证', aliasesZh: [] },
  { code: 'cert:health', zh: '健康证', aliasesZh: [] },
];

export const tinyOntology: Ontology = {
  version: 'tiny',
  occupations: new Map(OCCUPATIONS.map((each) => [each.id, each])),
  skills: skillsOf(OCCUPATIONS),
  certificates: new Map(CERTIFICATES.map((each) => [each.code, each])),
};

function occupation(
  id: string,
  zh: string,
  group: string,
  skills: readonly string[],
  wageCnyPerMonth: readonly [number, number],
): Occupation {
  return {
    id,
    zh,
    en: id,
    group,
    aliasesZh: [],
    aliasesEn: [],
    skills,
    gates: [],
    preferredCertificates: [],
    wageCnyPerMonth,
  };
}

function skillsOf(occupations: readonly Occupation[]): ReadonlyMap<string, Skill> {
  const codes = [...new Set(occupations.flatMap((each) => each.skills))];
  return new Map(
    codes.map((code) => [
      code,
      {
        code,
        zh: code.slice('skill:'.length),
        occupations: occupations.filter((each) => each.skills.includes(code)).map((each) => each.id),
      },
    ]),
  );
}
