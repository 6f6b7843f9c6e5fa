import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { benchOptions } from '../../../scripts/bench/bench-options.ts';
import { reached } from '../../../scripts/bench/goals.ts';
import { spread } from '../../../scripts/bench/engine/spread.ts';
import { median, percentile } from '../../../scripts/bench/timing.ts';
import { withSection } from '../../../scripts/bench/write-section.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
/** The tiny profile starts two threads and a PostgreSQL; on a busy machine that takes a while. */
const TIMEOUT_MS = 180_000;

describe('bench:engine', () => {
  it(
    'ends with one JSON line of figures, and neither the reference nor a peer has another list',
    () => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--import', 'tsx', 'scripts/bench/engine.ts', '--profile', 'tiny', '--json'],
        { cwd: ROOT, encoding: 'utf8' },
      );
      expect(status, stderr).toBe(0);
      const report = JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
      expect(report).toMatchObject({ bench: 'engine', profile: 'tiny' });
      expect(report.figures).toMatchObject({ mismatches: 0, peerMismatches: 0 });
      expect(report.figures.checkedLaborers).toBeGreaterThan(0);
      expect(report.figures.checkedOpenings).toBeGreaterThan(0);
      for (const key of KEYS) expect(report.figures[key], key).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  it('says which profiles there are when it is asked for another', () => {
    expect(() => benchOptions(['--profile', 'huge'])).toThrow(
      '--profile is quick, peak or stress, not "huge".',
    );
  });
});

const KEYS = [
  'speedupVsScan',
  'scanMpairs',
  'speedupVsDuckdb',
  'duckdbMpairs',
  'postgresMpairs',
  'mlDistanceMpairs',
  'provinceSeconds',
  'threadScaling',
  'spinScaling',
  'growthLaborers',
  'growthOpenings',
  'shortlistP99Ms',
  'recommendP99Ms',
];

describe('the harness', () => {
  it('takes a percentile by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_value, at) => 100 - at);
    expect(percentile(hundred, 0.99)).toBe(100);
    expect(median([3, 1, 2])).toBe(2);
  });

  it('spreads a sample over the whole, each row once', () => {
    const rows = [...spread(1_000, 100)];
    expect(new Set(rows).size).toBe(100);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      expect(rows.filter((row) => Math.floor(row / 100) === tenth).length).toBeGreaterThan(5);
    }
    expect(spread(7, 100).toSorted()).toEqual(Int32Array.of(0, 1, 2, 3, 4, 5, 6));
  });

  it('knows a goal that more reaches from one that less reaches', () => {
    expect(reached('speedupVsScan', 39)).toBe('missed');
    expect(reached('speedupVsScan', 120)).toBe('aim');
    expect(reached('provinceSeconds', 19)).toBe('must');
    expect(reached('scanMpairs', 100)).toBeNull();
  });

  it('puts a section between its marks and refuses one that has none', () => {
    const text = 'a\n<!-- x -->\nold\n<!-- end x -->\nb';
    expect(withSection(text, 'x', 'new')).toBe('a\n<!-- x -->\n\nnew\n\n<!-- end x -->\nb');
    expect(() => withSection(text, 'y', 'new')).toThrow('no section "y"');
  });
});
