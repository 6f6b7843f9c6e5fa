import { readConfig, type Config, type ConfiguredKey } from './config.ts';
import { say } from './domain/bilingual.ts';
import { AppError } from './domain/errors.ts';
import { prepareHomeDirectory } from './services/home-directory.ts';
import { loadOrMakeHomeKeys, readHomeKeys, type HomeKeys } from './services/home-keys.ts';

/** What personal data are encrypted and looked up with. */
export interface PersonalKeys {
  readonly keys: readonly ConfiguredKey[];
  readonly hashKey: Uint8Array;
}

/** The keys of the environment, else those of the home. @throws AppError `KEYS_MISSING`. */
export function findPersonalKeys(config: Config): PersonalKeys {
  return configured(config) ?? ofHome(readHomeKeys(config.home)) ?? fail(config.home);
}

/** As `findPersonalKeys`, but makes keys in the home when there are none: for the demo only. */
export function findOrMakePersonalKeys(config: Config): PersonalKeys {
  const known = configured(config);
  if (known !== null) return known;
  prepareHomeDirectory(config.home);
  return ofHome(loadOrMakeHomeKeys(config.home)) ?? fail(config.home);
}

function configured(config: Config): PersonalKeys | null {
  const { keys, hashKey } = config;
  return keys === undefined || hashKey === undefined ? null : { keys, hashKey };
}

/** They are written as in the environment, and read with its schema. */
function ofHome(homeKeys: HomeKeys | null): PersonalKeys | null {
  return homeKeys === null ? null : configured(readConfig({ ...homeKeys }));
}

function fail(home: string): never {
  throw new AppError({
    kind: 'unavailable',
    code: 'KEYS_MISSING',
    message: say(
      `没有加密密钥（环境变量与 ${home} 中均无）。`,
      `There are no encryption keys, neither in the environment nor in ${home}.`,
    ),
    remedy: say(
      '请先运行 ./scripts/demo，或设置 LONGQIAO_KEYS 与 LONGQIAO_HASH_KEY（见 .env.example）',
      'Run ./scripts/demo, or set LONGQIAO_KEYS and LONGQIAO_HASH_KEY (see .env.example)',
    ),
  });
}
