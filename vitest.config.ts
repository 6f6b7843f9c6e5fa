import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/services.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two processes: the machines have two cores, and every file may use the database.
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
    restoreMocks: true,
  },
});
