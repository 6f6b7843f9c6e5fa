import path from 'node:path';
import { outline, type Import, type ModuleOutline } from './imports.ts';

/** Paths from the repository's root, with `/`, and their sources. */
export type SourceTree = ReadonlyMap<string, string>;

/** Which rooms a room may enter besides itself. `ports` is `flows/ports/` alone, types only. */
type RoomTable = Readonly<Record<string, readonly string[]>>;

/** Which rooms may name a package. */
type VendorTable = Readonly<Record<string, readonly string[]>>;

export interface House {
  readonly rooms: RoomTable;
  readonly vendors: VendorTable;
  /** Files outside `src/bin` that do something when they are imported. */
  readonly entries: readonly string[];
  /** Packages that are imported for their effect. */
  readonly effects: readonly string[];
}

export interface Report {
  readonly violations: readonly string[];
  readonly modules: number;
  /** `from → to` of every import, with packages by name. */
  readonly edges: readonly string[];
}

/** The largest file of `src`, in lines of code: comments and empty lines are free, as in the linter. */
const MAX_LINES = 400;
const PORTS = 'src/flows/ports/';
/** How a statement that only declares begins. */
const DECLARATION =
  /^(?:import|export|const|let|type|interface|class|abstract class|function|async function|declare|@)(?![\w$])/;

/** Walks every import of the tree and holds it to the table. */
export function checkHouse(tree: SourceTree, house: House): Report {
  const outlines = new Map([...tree].map(([file, source]) => [file, outline(source)]));
  const violations: string[] = [];
  const edges: string[] = [];
  for (const [file, module] of outlines) {
    for (const one of module.imports) {
      const target = targetOf(file, one);
      edges.push(`${file} → ${target}`);
      violations.push(...checkImport(file, one, target, house));
    }
    if (file.startsWith('src/')) violations.push(...checkShape(file, module, house));
  }
  violations.push(...cycles(outlines));
  return { violations, modules: outlines.size, edges };
}

/** `src/text/places.ts` is in `text`, `src/config.ts` in `config`, everything else in its top folder. */
export function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? second.replace(/\.tsx?$/, '') : top;
}

function targetOf(file: string, { specifier }: Import): string {
  const isRelative = specifier.startsWith('.');
  return isRelative ? path.posix.join(path.posix.dirname(file), specifier) : packageOf(specifier);
}

/** `@node-rs/jieba/dict.js` → `@node-rs/jieba`; `node:` names keep their path. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function checkImport(file: string, one: Import, target: string, house: House): readonly string[] {
  if (!file.startsWith('src/'))
    return isUnder(file, 'scripts') && isUnder(target, 'tests')
      ? [`${file}: scripts do not use tests (${target})`]
      : [];
  if (one.specifier === '') return [`${file}: an import must name its module in quotes`];
  if (!one.specifier.startsWith('.')) return checkVendor(file, one, target, house);
  if (!isUnder(target, 'src')) return isData(target) ? [] : [`${file}: src does not use ${target}`];
  return checkRoom(file, one, target, house.rooms);
}

function checkVendor(file: string, one: Import, vendor: string, house: House): readonly string[] {
  if (one.kind === 'bare' && !house.effects.includes(vendor))
    return [`${file}: ${vendor} is imported for its effect`];
  const rooms = house.vendors[vendor];
  if (rooms === undefined)
    return vendor.startsWith('node:') ? [] : [`${file}: ${vendor} is in no vendor row`];
  return rooms.includes(roomOf(file)) ? [] : [`${file}: ${vendor} belongs to ${rooms.join(', ')}`];
}

function checkRoom(file: string, one: Import, target: string, rooms: RoomTable): readonly string[] {
  const [from, to] = [roomOf(file), roomOf(target)];
  const allowed = rooms[from];
  if (allowed === undefined) return [`${file}: ${from} is no room of the table`];
  if (from === to || allowed.includes(to)) return [];
  if (target.startsWith(PORTS) && allowed.includes('ports')) {
    return one.isTypeOnly ? [] : [`${file}: ${target} is entered for types only`];
  }
  return [`${file}: ${from} may not enter ${to} (${target})`];
}

function checkShape(file: string, module: ModuleOutline, house: House): readonly string[] {
  const found: string[] = [];
  const { code, statements } = module;
  const lines = code.split('\n').filter((line) => line.trim() !== '').length;
  if (lines > MAX_LINES) found.push(`${file}: ${lines} lines of code, more than ${MAX_LINES}`);
  if (!isBalanced(code)) found.push(`${file}: its brackets do not pair up, so it was not read to the end`);
  const isBarrel = statements.length > 0 && statements.every((one) => /^export\b.*\bfrom ⟦/.test(one));
  if (isBarrel || /\/index\.tsx?$/.test(file)) found.push(`${file}: a barrel`);
  if (isUnder(file, 'src/bin') || house.entries.includes(file)) return found;
  const effect = statements.find(
    (one) => !DECLARATION.test(one) || /^(?:const|let|export const) [^=]*= await\b/.test(one),
  );
  if (effect !== undefined) found.push(`${file}: does something when imported: ${effect.slice(0, 60)}`);
  return found;
}

/** Circles of imports that remain after compiling. */
function cycles(outlines: ReadonlyMap<string, ModuleOutline>): readonly string[] {
  const next = (file: string): readonly string[] =>
    (outlines.get(file)?.imports ?? []).filter((one) => !one.isTypeOnly).map((one) => targetOf(file, one));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file))
      found.push(`circle: ${[...trail.slice(trail.indexOf(file)), file].join(' → ')}`);
    if (trail.includes(file) || done.has(file) || !outlines.has(file)) return;
    for (const target of next(file)) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of outlines.keys()) visit(file, []);
  return found;
}

function isUnder(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}

function isBalanced(code: string): boolean {
  const count = (brackets: RegExp): number => code.match(brackets)?.length ?? 0;
  return count(/[([{]/g) === count(/[)\]}]/g);
}

/** `package.json` may be asked for the version. */
function isData(target: string): boolean {
  return target.endsWith('.json');
}
