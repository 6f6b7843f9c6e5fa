import type { Sex } from '../../src/domain/laborer.ts';
import { pick, pickFrom, weighted } from './pick.ts';
import { chance, type Random } from './random.ts';

/** Common surnames of the region with rough weights (M). A surname says nothing that is stored. */
const SURNAMES = weighted(
  [...'王张李马刘杨陈赵韩孙周吴徐何高郭罗梁宋唐冯董程曹魏石姚汪任田范白康贾安祁柴令苟漆'].map(
    (name, position) => [name, Math.max(1, 14 - position / 2)] as const,
  ),
);

const MALE_CHARACTERS = [...'建国军强伟平明文辉斌鹏飞龙海涛林生福贵成志刚永红东亮勇杰荣华忠义俊峰宏祥'];
const FEMALE_CHARACTERS = [...'秀英芳兰梅霞玲燕红丽娟桂花萍艳琴莲春香凤珍雪慧静彩云巧玉小娥菊婷蕊月爱'];

/** A surname by its share of the people. */
export function surname(random: Random): string {
  return pick(random, SURNAMES);
}

/** A given name of one or two common characters; a name that a real person has by chance means nobody. */
export function givenName(random: Random, sex: Sex): string {
  const characters = sex === 'male' ? MALE_CHARACTERS : FEMALE_CHARACTERS;
  const first = pickFrom(random, characters);
  return chance(random, 18) ? first : first + pickFrom(random, characters);
}
