import { keyOf } from '../../../src/domain/ids.ts';
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
/** The nights of the figure: what changes on a day. */
const A_DAY = { openings: 0.002, laborers: 0.01 };
/** Ten days' worth of openings, two of laborers. */
const MUCH = { openings: 0.02, laborers: 0.02 };
/** Nights of which the median counts. */
const ROUNDS = [1, 2, 3] as const;

/** Where nights are measured. */
export interface NightPlace {
  readonly url: string;
  /** Where packed lists lie between the measurements. */
  readonly folder: string;
  readonly crew: NightCrew;
}

/** What a bench of the night measured, seconds. */
export interface NightBench {
  /** The night of a process that has read no openings before. */
  readonly first: number;
  readonly nights: readonly number[];
  readonly floors: readonly { readonly read: number; readonly write: number }[];
  /** Each before the whole night of the same place. */
  readonly days: readonly number[];
  readonly much: number;
  readonly peakRssMb: number;
}

/** A place with a context that goes on from night to night, as that of a worker. */
interface Nights extends NightPlace {
  readonly context: FlowContext;
}

/**
 * Three whole nights, each beside the floor of COPY, after one that warms. Before each the province changes and an incremental
 * night runs, whose lists must be those of the whole night that follows; in the end one after much has changed.
 * @throws Error where a night is not published, not incremental, or has other lists.
 */
export async function measureNights(place: NightPlace): Promise<NightBench> {
  const db = await openDatabase({ url: place.url, crypto: benchCrypto() });
  try {
    return await measure({ ...place, context: { ...benchContext(db), crew: place.crew } });
  } finally {
    await db.close();
  }
}

async function measure(place: Nights): Promise<NightBench> {
  const { url, folder, crew } = place;
  const warm = await night(place, 'first night');
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
  const days: number[] = [];
  for (const round of ROUNDS) {
    await changeProvince(url, { ...A_DAY, round });
    const aDay = await night(place, `incremental night ${round}`);
    const floor = await copyFloor(floorInput);
    const whole = await night(place, `whole night ${round}`);
    progress(`floor ${floor.read.toFixed(2)} + ${floor.write.toFixed(2)} s`);
    await mustBeEqual(place, aDay.run, whole.run);
    days.push(aDay.seconds);
    floors.push(floor);
    nights.push(whole.seconds);
  }
  await changeProvince(url, { ...MUCH, round: ROUNDS.length + 1 });
  const much = await night(place, 'incremental night, much changed');
  const peak = peakRssMb();
  const last = await night(place, 'whole night after it');
  await mustBeEqual(place, much.run, last.run);
  return { first: warm.seconds, nights, floors, days, much: much.seconds, peakRssMb: peak };
}

/** The figures by key. */
export function nightFigures({
  first,
  nights,
  floors,
  days,
  much,
  peakRssMb: peak,
}: NightBench): Record<string, number> {
  const whole = median(nights);
  const floor = median(floors.map(({ read, write }) => read + write));
  const aDay = median(days);
  return {
    nightVsCopyFloor: whole / floor,
    incrementalShare: aDay / whole,
    incrementalShare2: much / whole,
    peakRssMb: peak,
    nightSeconds: whole,
    firstNightSeconds: first,
    copyFloorSeconds: floor,
    incrementalSeconds: aDay,
  };
}

/** Whole unless its name says that it is not. */
async function night({ context }: Nights, name: string): Promise<{ run: MatchRun; seconds: number }> {
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
  progress(`${name}: ${seconds.toFixed(2)} s`);
  return { run, seconds };
}

async function mustBeEqual({ context }: Nights, one: MatchRun, other: MatchRun): Promise<void> {
  const [left, right] = [await verifyRun(context, one.id), await verifyRun(context, other.id)];
  if (left !== right) throw new Error(`incremental lists ${left} are not the whole night's ${right}`);
  progress(`checksums are equal: ${left.slice(0, 12)}`);
}
