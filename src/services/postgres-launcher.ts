import { userInfo } from 'node:os';
import { AppError } from '../domain/errors.ts';
import { canRun, dieWithParent } from './service-process.ts';

/** How PostgreSQL is started here, since it refuses to run as root, and as a user id without an account. */
export interface PostgresLauncher {
  /** `plain`: as the user we are. `user_namespace`: us outside, nobody inside. `nobody`: really another user. */
  readonly mode: 'plain' | 'user_namespace' | 'nobody';
  /** Goes before the program and its arguments. */
  readonly prefix: readonly string[];
  /** Who must own the data directory. */
  readonly owner: { readonly uid: number; readonly gid: number };
}

/** nobody:nogroup on Linux; the overflow id of user namespaces as well. */
const NOBODY = 65_534;

const USER_NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`] as const;

/**
 * `nobody` may walk to the programs and the data although they lie below root's home: it keeps this one capability
 * of root, which default containers grant. Without it both would have to be copied to a public place.
 */
const AS_NOBODY = [
  'setpriv',
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
] as const;

/**
 * Chooses by trying, with the program itself.
 *
 * @throws AppError `POSTGRES_REFUSES_USER` when we are root, or have no account, and may neither make a user namespace
 *   nor become nobody.
 */
export function choosePostgresLauncher(postgres: string): PostgresLauncher {
  const untilParentDies = dieWithParent('INT');
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (process.getuid === undefined || (uid !== 0 && hasAccount())) {
    return { mode: 'plain', prefix: untilParentDies, owner: { uid, gid } };
  }
  if (canRun([...USER_NAMESPACE, postgres, '--version'])) {
    return { mode: 'user_namespace', prefix: [...USER_NAMESPACE, ...untilParentDies], owner: { uid, gid } };
  }
  if (uid === 0 && canRun([...AS_NOBODY, postgres, '--version'])) {
    // After the change of user, which would undo it.
    return {
      mode: 'nobody',
      prefix: [...AS_NOBODY, ...untilParentDies],
      owner: { uid: NOBODY, gid: NOBODY },
    };
  }
  throw refusesUser(uid);
}

/** Containers run programs under any number; PostgreSQL wants a name. */
function hasAccount(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

function refusesUser(uid: number): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'POSTGRES_REFUSES_USER',
    message: {
      zh: `PostgreSQL 拒绝以当前用户（uid ${uid}）运行，本机也不允许切换到其他用户。`,
      en: `PostgreSQL refuses to run as this user (uid ${uid}), and this machine does not let us become another one.`,
    },
    remedy: {
      zh: '请以有账号的普通用户运行，或设置 DATABASE_URL 使用自己的 PostgreSQL。',
      en: 'Run as an ordinary user with an account, or set DATABASE_URL to a PostgreSQL of your own.',
    },
  });
}
