import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { SuiteTime } from './time-table.ts';

const root = join(import.meta.dirname, '..', '..');

export type TestCount = { readonly passed: number; readonly failed: number };
export type JestResult = TestCount & { readonly suites: readonly SuiteTime[] };
type JestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly unknown[];
  }[];
};

/**
 * Lets a process and those that it starts have the processor when others leave it: whole systems, whose suites wait for
 * answers, run beside it. Nothing is lower: background pages of browsers are at 10 themselves.
 */
export const giveWay = ({ pid }: ChildProcess): void => {
  if (pid !== undefined) setPriority(pid, 19);
};

/**
 * Runs Jest with its output shown, and counts. A run that ends badly without a failed test, or without a report, counts
 * as one failed.
 */
export const runJest = async (
  args: readonly string[],
  {
    config = '.config/jest.config.js',
    environment = {},
    givesWay = false,
  }: {
    readonly config?: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly givesWay?: boolean;
  } = {},
): Promise<JestResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'handover-test-'));
  const reportFile = join(folder, 'report.json');
  try {
    const jest = spawn(
      process.execPath,
      [join(root, 'node_modules/jest/bin/jest.js'), '-c', config, '--json', `--outputFile=${reportFile}`, ...args],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, AWS_EC2_METADATA_DISABLED: 'true', ...environment },
      },
    );
    if (givesWay) giveWay(jest);
    const [status] = (await once(jest, 'exit')) as [number | null];
    if (!existsSync(reportFile)) return { passed: 0, failed: 1, suites: [] };
    const report = JSON.parse(readFileSync(reportFile, 'utf8')) as JestReport;
    // A skipped test is a test that can't fail: it counts as failed here.
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests;
    return {
      passed: report.numPassedTests,
      failed: failed === 0 && status !== 0 ? 1 : failed,
      suites: report.testResults.map(({ name, startTime, endTime, assertionResults }) => ({
        path: relative(root, name).replaceAll('\\', '/'),
        seconds: (endTime - startTime) / 1000,
        tests: assertionResults.length,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
