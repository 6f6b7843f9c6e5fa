import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/services.ts'],
    // Only against tests that hang: a busy machine can be many times slower than a quiet one.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Two processes: the machines have two cores, and every file may use the database.
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
    restoreMocks: true,
  },
});
