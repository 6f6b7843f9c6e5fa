import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** The environment with the variables of a `.env` file added; what is set already wins. A missing file adds nothing. */
export function withDotEnv(environment: NodeJS.ProcessEnv, file: string): NodeJS.ProcessEnv {
  return { ...readEnvFile(file), ...environment };
}

function readEnvFile(file: string): NodeJS.ProcessEnv {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}; // fs throws system errors only
    throw error;
  }
}
