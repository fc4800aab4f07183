import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one plain line that people and machines can read. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter(
      (module) => module.children.size === 0 && module.state() === "failed",
    ).length;
    const failedChecks = Number(process.env.BINNACLE_FAILED_CHECKS ?? 0);
    const failed = count("failed") + broken + errors.length + failedChecks;
    console.log(`${count("passed")} passed, ${failed} failed, ${count("skipped")} skipped`);
  }
}
