import type { z } from 'zod';
import { say, type Bilingual } from '../../domain/bilingual.ts';
import type { FieldProblem } from '../../domain/errors.ts';

type Issue = z.core.$ZodIssue;

/**
 * What zod found, as problems in both languages with JSON pointers. Values are never repeated: they can be ID numbers.
 */
export function fieldProblems(issues: readonly Issue[]): FieldProblem[] {
  return issues.flatMap((issue) => problemsOf(issue));
}

function problemsOf(issue: Issue): FieldProblem[] {
  const path = pointer(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: `${path}/${shortened(key)}`,
      message: say(`未知字段 ${shortened(key)}`, `Unknown field ${shortened(key)}`),
    }));
  }
  if (issue.code === 'invalid_union') {
    const best = issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [];
    const inner = best.map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
    return inner.length > 0 ? fieldProblems(inner) : [{ path, message: sentence(issue) }];
  }
  return [{ path, message: sentence(issue) }];
}

function sentence(issue: Issue): Bilingual {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? say('缺少此项', 'This field is required')
        : typeSentence(issue.expected);
    case 'too_small':
      return tooSmall(issue.origin, String(issue.minimum), issue.exact === true);
    case 'too_big':
      return tooBig(issue.origin, String(issue.maximum), issue.exact === true);
    case 'invalid_value':
      return say(`应为其一：${issue.values.join('、')}`, `One of: ${issue.values.join(', ')}`);
    case 'invalid_format':
      return FORMATS[issue.format] ?? say('格式不对', 'The form is wrong');
    case 'custom':
      return custom(issue.params);
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return say('此项不合格', 'This field will not do');
  }
}

/** What zod calls a type, for people. */
const TYPES: Readonly<Record<string, Bilingual>> = {
  string: say('文本', 'a text'),
  number: say('数字', 'a number'),
  int: say('整数', 'a whole number'),
  boolean: say('true 或 false', 'true or false'),
  array: say('列表', 'a list'),
  object: say('对象', 'an object'),
};

/** Forms that zod knows by name; others say what they want themselves (see `formed`). */
const FORMATS: Readonly<Record<string, Bilingual>> = {
  date: say('应为真实日期，写成 年-月-日，如 2026-12-01', 'A real day, YYYY-MM-DD, such as 2026-12-01'),
  email: say('应为邮箱地址，如 name@example.cn', 'An e-mail address, such as name@example.cn'),
};

function typeSentence(expected: string): Bilingual {
  const { zh, en } = TYPES[expected] ?? say(expected, expected);
  return say(`应为${zh}`, `This must be ${en}`);
}

function tooSmall(origin: string, least: string, isExact: boolean): Bilingual {
  if (origin === 'string') {
    if (isExact) return exactly(least);
    return least === '1'
      ? say('不能为空', 'This must not be empty')
      : say(`至少 ${least} 个字符`, `At least ${least} characters`);
  }
  if (origin === 'array') return say(`至少 ${least} 项`, `At least ${least} items`);
  return say(`不能小于 ${least}`, `At least ${least}`);
}

function tooBig(origin: string, most: string, isExact: boolean): Bilingual {
  if (origin === 'string') {
    return isExact ? exactly(most) : say(`最多 ${most} 个字符`, `At most ${most} characters`);
  }
  if (origin === 'array') return say(`最多 ${most} 项`, `At most ${most} items`);
  return say(`不能大于 ${most}`, `At most ${most}`);
}

function exactly(characters: string): Bilingual {
  return say(`应为 ${characters} 个字符`, `Exactly ${characters} characters`);
}

function custom(params: Record<string, unknown> | undefined): Bilingual {
  const { zh, en } = params ?? {};
  if (typeof zh === 'string' && typeof en === 'string') return say(zh, en);
  return say('此项不合格', 'This field will not do');
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Keys come from the caller: long or number-like ones could be personal data. */
function shortened(key: string): string {
  return key.length <= 40 && !/\d{7}/.test(key) ? key : '…';
}
