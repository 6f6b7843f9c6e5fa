import { GOALS, reached } from './goals.ts';
import type { ProfileName } from './profiles.ts';

/** What a bench found. */
export interface BenchReport {
  readonly bench: 'engine' | 'night' | 'api' | 'registry';
  readonly profile: ProfileName;
  /** Measured values by key; a key that was not measured is not there. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Prints the figures for people; with `json` the last line of stdout is the report as one JSON object. */
export function printReport(report: BenchReport, { json }: { readonly json: boolean }): void {
  console.log(`\nbench:${report.bench} --profile ${report.profile}`);
  for (const [key, value] of Object.entries(report.figures)) console.log(figureLine(key, value));
  if (json) console.log(JSON.stringify(report));
}

/** Says on stderr what a bench is doing, with the seconds since it started. */
export function progress(text: string): void {
  console.error(`[${(performance.now() / 1_000).toFixed(1).padStart(6)} s] ${text}`);
}

/** Three significant digits: more are noise. Whole numbers and large ones stay whole. */
export function rounded(value: number): number {
  return Number.isInteger(value) || Math.abs(value) >= 1_000
    ? Math.round(value)
    : Number(value.toPrecision(3));
}

function figureLine(key: string, value: number): string {
  const goal = GOALS[key];
  const wanted = goal === undefined ? '' : `  (must ${goal.must}, aim ${goal.aim}: ${reached(key, value)})`;
  return `  ${key.padEnd(22)} ${String(rounded(value)).padStart(10)}${wanted}`;
}
