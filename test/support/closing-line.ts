import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { propertyFailure } from './property-failure.ts';

/** Where the test stands and what fast-check said, for each property that failed in it. */
const failuresOf = (test: TestCase): string[] =>
  (test.result().errors ?? []).flatMap(({ message }) => {
    const failure = propertyFailure(message);
    return failure === null ? [] : [`${test.module.relativeModuleId} > ${test.fullName}\n${failure}`];
  });

/**
 * Ends the run with the seeds and counterexamples of properties that failed, so that whoever keeps only the end of the
 * output keeps those, and with one plain line of counts, which scripts can read.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let skipped = 0;
    // A file that could not be loaded, or an error outside every test, is a failure as well.
    let failed = unhandledErrors.length;
    for (const module of modules) {
      const before = failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped += 1;
        for (const failure of failuresOf(test)) console.log(`\n${failure}`);
      }
      if (module.state() === 'failed' && failed === before) failed += 1;
    }
    console.log(`\n${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
  }
}
