import { randomBytes } from 'node:crypto';

/** A key prefix that no other test uses; the Redis of a test run is shared and goes with it. */
export function createKeyPrefix(): string {
  return `test-${randomBytes(6).toString('hex')}`;
}
