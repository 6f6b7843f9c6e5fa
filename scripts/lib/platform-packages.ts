const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];

/** What is read and written of an entry of a lock file. */
export interface LockEntry {
  readonly version?: string;
  readonly cpu?: readonly string[];
  readonly dev?: boolean;
  readonly libc?: readonly string[];
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** By place, such as `node_modules/a/node_modules/b`. */
type LockEntries = Readonly<Record<string, LockEntry>>;

/**
 * The optional packages (with an exact version) that the entries of a lock file name but do not hold, as entries to
 * add, by place.
 */
export function missingPlatformPackages(packages: LockEntries): readonly (readonly [string, LockEntry])[] {
  const missing = new Map<string, LockEntry>();
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isHeld(packages, place, name) || !/^\d/.test(version)) continue;
      missing.set(`node_modules/${name}`, entryOf(name, version, entry.dev === true));
    }
  }
  return [...missing];
}

/** As Node.js looks packages up: in the place itself, then in each folder above. */
function isHeld(packages: LockEntries, place: string, name: string): boolean {
  const key = place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`;
  if (packages[key] !== undefined) return true;
  if (place === '') return false;
  const above = place.lastIndexOf('/node_modules/');
  return isHeld(packages, above === -1 ? '' : place.slice(0, above), name);
}

/** The platform is in the name: `@scope/binding-linux-arm64-musl`, `@scope/darwin-x64`. Fields in npm's order. */
function entryOf(name: string, version: string, isDev: boolean): LockEntry {
  const words = name.replace(/^.*\//, '').split('-');
  const at = words.findIndex((word) => SYSTEMS.includes(word));
  const [system, processor, abi] = words.slice(at);
  if (system === undefined || processor === undefined) throw new Error(`${name} names no platform`);
  return {
    version,
    cpu: [processor],
    ...(isDev ? { dev: true } : {}),
    ...(system === 'linux' && abi !== undefined ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {}),
    optional: true,
    os: [system],
  };
}
