/**
 * A vitest reporter: says why each skipped test was skipped, and writes `N passed, N failed` (and `, N skipped`) to the
 * file that LONGQIAO_TEST_COUNTS names, which scripts/test prints as its last line.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    for (const test of skipped) process.stdout.write(`skipped: ${test.fullName}${reasonOf(test)}\n`);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    // A file that breaks outside its tests, and an error that nobody caught, are failures too.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const failed = tests.length - passed - skipped.length + broken + unhandledErrors.length;
    const file = process.env['LONGQIAO_TEST_COUNTS'];
    if (file !== undefined)
      writeFileSync(file, `${countLine({ passed, failed, skipped: skipped.length })}\n`);
  }
}

/** `12 passed, 0 failed`, and `, 3 skipped` when there are any. */
function countLine(counts: {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}): string {
  const line = `${counts.passed} passed, ${counts.failed} failed`;
  return counts.skipped === 0 ? line : `${line}, ${counts.skipped} skipped`;
}

/** The note of `context.skip('reason')`. */
function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note === undefined ? '' : ` (${note})`;
}
