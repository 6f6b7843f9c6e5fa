/** What a figure must reach and what it aims at. */
export interface Goal {
  readonly what: string;
  readonly better: 'more' | 'less';
  readonly must: number;
  readonly aim: number;
}

/** The figures that have a goal, of all benches; the goals hold for the profile `stress`. */
export const GOALS: Readonly<Record<string, Goal>> = {
  mismatches: { what: 'Lists unlike the reference', better: 'less', must: 0, aim: 0 },
  speedupVsScan: { what: 'Times a typed-array scan, one core each', better: 'more', must: 40, aim: 120 },
  speedupVsDuckdb: { what: 'Times DuckDB, two cores each', better: 'more', must: 200, aim: 600 },
  provinceSeconds: { what: 'The whole province, two threads, s', better: 'less', must: 20, aim: 5 },
  threadScaling: { what: 'One thread over two', better: 'more', must: 1.7, aim: 1.9 },
  growthLaborers: { what: 'Time at ten times the laborers', better: 'less', must: 10.5, aim: 9 },
  growthOpenings: { what: 'Time at ten times the openings', better: 'less', must: 4, aim: 2 },
  peakRssMb: { what: 'Memory of a night, MB', better: 'less', must: 2_000, aim: 1_000 },
  nightVsCopyFloor: { what: 'A night over bare COPY', better: 'less', must: 3, aim: 1.5 },
  incrementalShare: { what: 'An incremental night over a full one', better: 'less', must: 0.15, aim: 0.05 },
  shortlistP99Ms: { what: '99th percentile of a shortlist, ms', better: 'less', must: 50, aim: 10 },
  recommendP99Ms: { what: '99th percentile of a live list, ms', better: 'less', must: 0.6, aim: 0.2 },
  rowsPerSecondCsv: { what: 'Rows of CSV a second, encrypted', better: 'more', must: 20_000, aim: 60_000 },
  rowsPerSecondAgain: {
    what: 'Rows of the same CSV a second, once more',
    better: 'more',
    must: 20_000,
    aim: 60_000,
  },
  xlsxRssMb: { what: 'Memory of an import of XLSX, MB', better: 'less', must: 400, aim: 250 },
  importRssMb: { what: 'Memory of an import, MB', better: 'less', must: 400, aim: 250 },
  reconcileSeconds: { what: 'Comparing 2 M with 2 M people, s', better: 'less', must: 60, aim: 30 },
  reconcileRssMb: { what: 'Memory of comparing, MB', better: 'less', must: 1_500, aim: 400 },
  statsP95Ms: { what: '95th percentile of counts over 2 M people, ms', better: 'less', must: 300, aim: 100 },
  apiVsBareExpress: { what: 'Requests over bare Express', better: 'more', must: 0.4, aim: 0.7 },
};

/** `aim`, `must` or `missed`; `null` for a figure without a goal. */
export function reached(key: string, value: number): 'aim' | 'must' | 'missed' | null {
  const goal = GOALS[key];
  if (goal === undefined) return null;
  const isAtLeast = (bound: number): boolean => (goal.better === 'more' ? value >= bound : value <= bound);
  if (isAtLeast(goal.aim)) return 'aim';
  return isAtLeast(goal.must) ? 'must' : 'missed';
}
