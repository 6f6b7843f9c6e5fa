import { keyOf, type RunId } from '../../../src/domain/ids.ts';
import type { MatchRun } from '../../../src/domain/match-run.ts';
import { openDatabase } from '../../../src/db/open-database.ts';
import type { FlowContext } from '../../../src/flows/context.ts';
import type { NightCrew } from '../../../src/flows/ports/night-crew.ts';
import { runNight } from '../../../src/flows/runs/run-night.ts';
import { verifyRun } from '../../../src/flows/runs/verify-run.ts';
import { peakRssMb } from '../machine.ts';
import { progress } from '../report.ts';
import { median, timedAsync } from '../timing.ts';
import { changeProvince } from './change-province.ts';
import { benchContext, benchCrypto } from './bench-context.ts';
import { copyFloor, saveLists } from './copy-floor.ts';

/** As many for each thread as it has groups under way. */
const CONNECTIONS_A_THREAD = 2;
/** The night of the figure: what changes on a day. */
const A_DAY = { openings: 0.002, laborers: 0.01, round: 1 };
/** Ten days' worth of openings, two of laborers. */
const MUCH = { openings: 0.02, laborers: 0.02, round: 2 };

/** Where nights are measured. */
export interface NightPlace {
  readonly url: string;
  /** Where packed lists lie between the measurements. */
  readonly folder: string;
  readonly crew: NightCrew;
}

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
export async function measureNights(place: NightPlace): Promise<NightBench> {
  const { url, folder, crew } = place;
  const warm = await night(place, 'warm');
  const floorInput = {
    url,
    connections: crew.size * CONNECTIONS_A_THREAD,
    runDate: warm.run.runDate,
    runKey: keyOf(warm.run.id),
    folder,
  };
  await saveLists(floorInput);
  const nights: number[] = [];
  const floors: { read: number; write: number }[] = [];
  const wholeNight = async (name: string): Promise<MatchRun> => {
    const floor = await copyFloor(floorInput);
    const { run, seconds } = await night(place, name);
    floors.push(floor);
    nights.push(seconds);
    progress(
      `${name}: ${seconds.toFixed(2)} s; floor ${floor.read.toFixed(2)} + ${floor.write.toFixed(2)} s`,
    );
    return run;
  };
  await wholeNight('whole night 1');
  await changeProvince(url, A_DAY);
  const aDay = await night(place, 'incremental night');
  progress(`incremental night: ${aDay.seconds.toFixed(2)} s`);
  const second = await wholeNight('whole night 2');
  await mustBeEqual(place, aDay.run, second);
  await changeProvince(url, MUCH);
  const much = await night(place, 'incremental night, much changed');
  progress(`incremental night, much changed: ${much.seconds.toFixed(2)} s`);
  const third = await wholeNight('whole night 3');
  const peak = peakRssMb();
  await mustBeEqual(place, much.run, third);
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
async function night(place: NightPlace, name: string): Promise<{ run: MatchRun; seconds: number }> {
  const isWhole = !name.startsWith('incremental');
  const { result: run, seconds } = await timedAsync(
    async () =>
      await withContext(
        place,
        async (context) =>
          await runNight(context, {
            kind: 'manual',
            scope: '',
            requestId: `bench ${name}`,
            startedBy: 'bench',
            worker: 'bench',
            isWhole,
          }),
      ),
  );
  if (run.state !== 'published') throw new Error(`the ${name} ended ${run.state}`);
  if (isWhole !== (run.baseRunId === null))
    throw new Error(`the ${name} was whole because: ${run.wholeReason}`);
  return { run, seconds };
}

/** A context of its own, which remembers no openings of a night before: they are read anew. */
async function withContext<Result>(
  { url, crew }: NightPlace,
  work: (context: FlowContext) => Promise<Result>,
): Promise<Result> {
  const db = await openDatabase({ url, crypto: benchCrypto() });
  try {
    return await work({ ...benchContext(db), crew });
  } finally {
    await db.close();
  }
}

async function mustBeEqual(place: NightPlace, one: MatchRun, other: MatchRun): Promise<void> {
  const sum = async (id: RunId): Promise<string> =>
    await withContext(place, async (context) => await verifyRun(context, id));
  const [left, right] = [await sum(one.id), await sum(other.id)];
  if (left !== right) throw new Error(`incremental lists ${left} are not the whole night's ${right}`);
  progress(`checksums are equal: ${left.slice(0, 12)}`);
}
