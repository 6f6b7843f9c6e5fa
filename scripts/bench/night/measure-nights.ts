import { keyOf, type RunId } from '../../../src/domain/ids.ts';
import type { MatchRun } from '../../../src/domain/match-run.ts';
import type { FlowContext } from '../../../src/flows/context.ts';
import { runNight } from '../../../src/flows/runs/run-night.ts';
import { verifyRun } from '../../../src/flows/runs/verify-run.ts';
import { peakRssMb } from '../machine.ts';
import { progress } from '../report.ts';
import { median, timedAsync } from '../timing.ts';
import { changeProvince } from './change-province.ts';
import { copyFloor, saveLists } from './copy-floor.ts';

/** As many as a night has groups under way. */
const CONNECTIONS = 3;
/** The night of the figure: what changes on a day. */
const A_DAY = { openings: 0.002, laborers: 0.01, round: 1 };
/** Ten days' worth of openings, two of laborers. */
const MUCH = { openings: 0.02, laborers: 0.02, round: 2 };

/** What a bench of the night measured, seconds. */
export interface NightBench {
  readonly nights: readonly number[];
  readonly floors: readonly { readonly read: number; readonly write: number }[];
  readonly aDay: number;
  readonly much: number;
  readonly peakRssMb: number;
}

/**
 * Three whole nights, each beside the floor of COPY, after one that warms; before the second and the third the province changes and
 * an incremental night runs, whose lists must be those of the whole night that follows.
 * @throws Error where a night is not published, not incremental, or has other lists.
 */
export async function measureNights(context: FlowContext, url: string, folder: string): Promise<NightBench> {
  const warm = await night(context, 'warm');
  const floorInput = {
    url,
    connections: CONNECTIONS,
    runDate: warm.run.runDate,
    runKey: keyOf(warm.run.id),
    folder,
  };
  await saveLists(floorInput);
  const nights: number[] = [];
  const floors: { read: number; write: number }[] = [];
  const wholeNight = async (name: string): Promise<MatchRun> => {
    const floor = await copyFloor(floorInput);
    const { run, seconds } = await night(context, name);
    floors.push(floor);
    nights.push(seconds);
    progress(
      `${name}: ${seconds.toFixed(2)} s; floor ${floor.read.toFixed(2)} + ${floor.write.toFixed(2)} s`,
    );
    return run;
  };
  await wholeNight('whole night 1');
  await changeProvince(url, A_DAY);
  const aDay = await night(context, 'incremental night');
  progress(`incremental night: ${aDay.seconds.toFixed(2)} s`);
  const second = await wholeNight('whole night 2');
  await mustBeEqual(context, aDay.run, second);
  await changeProvince(url, MUCH);
  const much = await night(context, 'incremental night, much changed');
  progress(`incremental night, much changed: ${much.seconds.toFixed(2)} s`);
  const third = await wholeNight('whole night 3');
  const peak = peakRssMb();
  await mustBeEqual(context, much.run, third);
  return { nights, floors, aDay: aDay.seconds, much: much.seconds, peakRssMb: peak };
}

/** The figures by key. */
export function nightFigures({
  nights,
  floors,
  aDay,
  much,
  peakRssMb: peak,
}: NightBench): Record<string, number> {
  const whole = median(nights);
  const floor = median(floors.map(({ read, write }) => read + write));
  return {
    nightVsCopyFloor: whole / floor,
    incrementalShare: aDay / whole,
    incrementalShare2: much / whole,
    peakRssMb: peak,
    nightSeconds: whole,
    copyFloorSeconds: floor,
    incrementalSeconds: aDay,
  };
}

/** Whole unless its name says that it is not. */
async function night(context: FlowContext, name: string): Promise<{ run: MatchRun; seconds: number }> {
  const isWhole = !name.startsWith('incremental');
  const { result: run, seconds } = await timedAsync(
    async () =>
      await runNight(context, {
        kind: 'manual',
        scope: '',
        requestId: `bench ${name}`,
        startedBy: 'bench',
        worker: 'bench',
        isWhole,
      }),
  );
  if (run.state !== 'published') throw new Error(`the ${name} ended ${run.state}`);
  if (isWhole !== (run.baseRunId === null))
    throw new Error(`the ${name} was whole because: ${run.wholeReason}`);
  return { run, seconds };
}

async function mustBeEqual(context: FlowContext, one: MatchRun, other: MatchRun): Promise<void> {
  const sum = async (id: RunId): Promise<string> => await verifyRun(context, id);
  const [left, right] = [await sum(one.id), await sum(other.id)];
  if (left !== right) throw new Error(`incremental lists ${left} are not the whole night's ${right}`);
  progress(`checksums are equal: ${left.slice(0, 12)}`);
}
