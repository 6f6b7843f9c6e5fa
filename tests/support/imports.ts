/** One import of a module, as written. */
export interface Import {
  readonly specifier: string;
  /** `import type`, `export type … from`, or every name marked `type`: gone after compiling. */
  readonly isTypeOnly: boolean;
  readonly kind: 'import' | 'reexport' | 'bare' | 'dynamic' | 'require';
}

/** A module's source taken apart far enough to judge its imports and its outermost statements. */
export interface ModuleOutline {
  readonly imports: readonly Import[];
  /** Source without comments; every string, template and regular expression is a marker `⟦n⟧`. */
  readonly code: string;
  /** The outermost statements, each in one line of text. */
  readonly statements: readonly string[];
}

/**
 * Reads imports without a compiler (TypeScript 7 has no JavaScript API): comments go, literals become markers, so that neither can be
 * taken for an import. Understands what prettier leaves: statements end with `;` or `}`.
 */
export function outline(source: string): ModuleOutline {
  const { code, literals } = maskLiterals(source);
  return { imports: importsOf(code, literals), code, statements: outerStatements(code) };
}

interface Masked {
  readonly code: string;
  readonly literals: readonly string[];
}

/** Characters after which `/` begins a regular expression and does not divide. */
const BEFORE_REGEX = /(?:^|[([{,;=:!&|?+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|void))\s*$/;

function maskLiterals(source: string): Masked {
  const literals: string[] = [];
  let code = '';
  let at = 0;
  const mark = (text: string): void => {
    code += `⟦${literals.length}⟧`;
    literals.push(text);
  };
  /** Code up to the end, or up to the `}` that closes a template's `${`. */
  const readCode = (isInTemplate: boolean): void => {
    let depth = 0;
    while (at < source.length) {
      const rest = source.slice(at, at + 2);
      const char = source.charAt(at);
      if (rest === '//') at = indexOrEnd(source, '\n', at);
      else if (rest === '/*') at = indexOrEnd(source, '*/', at + 2) + 2;
      else if (char === "'" || char === '"') readString(char);
      else if (char === '`') readTemplate();
      else if (char === '/' && BEFORE_REGEX.test(code.slice(-20))) readRegex();
      else {
        if (char === '{') depth++;
        if (char === '}' && isInTemplate && depth === 0) return;
        if (char === '}') depth--;
        code += char;
        at++;
      }
    }
  };
  const readString = (quote: string): void => {
    const start = at + 1;
    at = start;
    while (at < source.length && source.charAt(at) !== quote) at += source.charAt(at) === '\\' ? 2 : 1;
    mark(source.slice(start, at));
    at++;
  };
  const readTemplate = (): void => {
    const start = ++at;
    mark('');
    let text = '';
    let chunk = start;
    while (at < source.length && source.charAt(at) !== '`') {
      if (source.startsWith('${', at)) {
        text += source.slice(chunk, at);
        at += 2;
        code += '(';
        readCode(true);
        code += ')';
        chunk = ++at;
      } else at += source.charAt(at) === '\\' ? 2 : 1;
    }
    if (chunk === start) literals[literals.length - 1] = text + source.slice(chunk, at);
    at++;
  };
  const readRegex = (): void => {
    const start = at++;
    let isInClass = false;
    while (at < source.length && (isInClass || source.charAt(at) !== '/')) {
      const char = source.charAt(at);
      if (char === '[') isInClass = true;
      if (char === ']') isInClass = false;
      at += char === '\\' ? 2 : 1;
    }
    mark(source.slice(start, ++at));
  };
  readCode(false);
  return { code, literals };
}

function indexOrEnd(text: string, part: string, from: number): number {
  const found = text.indexOf(part, from);
  return found === -1 ? text.length : found;
}

const FROM = /(?:^|[;}⟧\n])\s*(import|export)\b(\s+type\b(?!\s*(?:,|from\b)))?([^;()⟦]*?)\bfrom\s*⟦(\d+)⟧/g;
const BARE = /(?:^|[;}⟧\n])\s*import\s*⟦(\d+)⟧/g;
const DYNAMIC = /\bimport\s*\(\s*(?:⟦(\d+)⟧)?/g;
const REQUIRE = /\brequire(?:\.resolve)?\s*\(\s*⟦(\d+)⟧/g;

function importsOf(code: string, literals: readonly string[]): readonly Import[] {
  const text = (index: string | undefined): string =>
    index === undefined ? '' : (literals[Number(index)] ?? '');
  const found: Import[] = [];
  for (const [, keyword, type, names = '', index] of code.matchAll(FROM)) {
    const isTypeOnly = type !== undefined || areAllTypes(names);
    const kind = keyword === 'export' ? 'reexport' : 'import';
    found.push({ specifier: text(index), isTypeOnly, kind });
  }
  for (const [, index] of code.matchAll(BARE)) {
    found.push({ specifier: text(index), isTypeOnly: false, kind: 'bare' });
  }
  for (const [, index] of code.matchAll(DYNAMIC)) {
    found.push({ specifier: text(index), isTypeOnly: false, kind: 'dynamic' });
  }
  for (const [, index] of code.matchAll(REQUIRE)) {
    found.push({ specifier: text(index), isTypeOnly: false, kind: 'require' });
  }
  return found;
}

function areAllTypes(names: string): boolean {
  const inner = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1];
  const parts = inner?.split(',').map((part) => part.trim()) ?? [];
  const named = parts.filter((part) => part !== '');
  return named.length > 0 && named.every((part) => part.startsWith('type '));
}

/** A line that begins so goes on with the statement above it. */
const CONTINUES = /^\s*[|&.?:=,)]/;

/** Splits after `;` or `}` at the end of a line, outside all brackets. */
function outerStatements(code: string): readonly string[] {
  const statements: string[] = [];
  let depth = 0;
  let current = '';
  const end = (): void => {
    if (current.trim() !== '') statements.push(current.trim().replaceAll(/\s+/g, ' '));
    current = '';
  };
  for (const [index, char] of [...code].entries()) {
    if ('([{'.includes(char)) depth++;
    if (')]}'.includes(char)) depth--;
    const isEnd = char === '\n' && depth === 0 && /[};]\s*$/.test(current);
    if (isEnd && !CONTINUES.test(code.slice(index, index + 200))) end();
    else current += char;
  }
  end();
  return statements;
}
