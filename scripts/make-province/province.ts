import type { AreaCode } from '../../src/domain/area.ts';
import type { EmployerRecord } from '../../src/domain/employer.ts';
import type { Reference } from '../../src/domain/reference.ts';
import type { LaborerInput } from '../../src/flows/ports/laborer-store.ts';
import type { OpeningInput } from '../../src/flows/ports/opening-store.ts';
import { selectCounties } from './county-weights.ts';
import { employerMaker, type SyntheticEmployer } from './employer.ts';
import { countByDemand, meanHeadcounts, type ByDemand } from './headcounts.ts';
import { laborerMaker, soughtOccupation, type SyntheticLaborer } from './laborer.ts';
import { makeOpening, openingBasics, type SyntheticOpening } from './opening.ts';
import { MAX_LABORERS } from './personal-data.ts';

/** What makes a province: the same values give the same data, byte for byte. */
export interface ProvinceOptions {
  /** Whole number. */
  readonly seed: number;
  readonly laborers: number;
  readonly openings: number;
  /** One for 2.5 openings where not given. */
  readonly employers?: number;
  /** Gansu's counties whose people it has; all where not given. */
  readonly counties?: readonly AreaCode[];
  /** Share of the laborers on the willing list, 0..1; the others are employed. 0.6 where not given. */
  readonly willingShare?: number;
  readonly reference: Reference;
  /** Records a batch; 1,000 where not given. */
  readonly batchSize?: number;
}

/** A synthetic province. Streams hold one batch in memory; employers are kept. */
export interface Province {
  readonly employers: readonly SyntheticEmployer[];
  /** Any laborer by index, in any order. */
  readonly laborer: (index: number) => SyntheticLaborer;
  /** Any opening by index, in any order. */
  readonly opening: (index: number) => SyntheticOpening;
  laborerBatches(): Generator<readonly LaborerInput[]>;
  employerBatches(): Generator<readonly EmployerRecord[]>;
  openingBatches(): Generator<readonly OpeningInput[]>;
}

const DEFAULT_WILLING_SHARE = 0.6;
const DEFAULT_BATCH_SIZE = 1000;
const OPENINGS_AN_EMPLOYER = 2.5;
/** Laborers and openings that are looked at to set the head counts; small provinces are counted whole. */
const SAMPLE_SIZE = 5000;

/**
 * Prepares a synthetic province by the distributions of docs/synthetic-data.md. Nothing but the employers is
 * made until it is asked for. Throws on counts that are not whole or too large, a share outside 0..1, and
 * counties that Gansu does not have.
 */
export function generateProvince(options: ProvinceOptions): Province {
  const sizes = checkSizes(options);
  const counties = selectCounties(options.counties);
  const { seed, reference, batchSize = DEFAULT_BATCH_SIZE } = options;
  const willingShare = options.willingShare ?? DEFAULT_WILLING_SHARE;
  const laborer = laborerMaker({ seed, counties, ontology: reference.ontology, willingShare });
  const makeEmployer = employerMaker({ seed, counties, reference });
  const employers = Array.from({ length: sizes.employers }, (_, index) => makeEmployer(index));
  const openingWorld = {
    seed,
    ontology: reference.ontology,
    employers,
    meanHeadcounts: meanHeadcounts(
      seekersOf(laborer, sizes.laborers),
      openingsOf({ seed, employers }, sizes.openings),
    ),
  };
  const opening = (index: number): SyntheticOpening => makeOpening(openingWorld, index);
  return {
    employers,
    laborer,
    opening,
    laborerBatches: () => batches(sizes.laborers, batchSize, (index) => laborer(index).input),
    employerBatches: () => batches(employers.length, batchSize, (index) => makeEmployer(index).record),
    openingBatches: () => batches(sizes.openings, batchSize, (index) => opening(index).input),
  };
}

function checkSizes(options: ProvinceOptions): { laborers: number; openings: number; employers: number } {
  const { laborers, openings, willingShare = DEFAULT_WILLING_SHARE } = options;
  const employers = options.employers ?? Math.max(1, Math.round(openings / OPENINGS_AN_EMPLOYER));
  for (const [name, count] of Object.entries({ seed: options.seed, laborers, openings, employers })) {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new Error(`${name} must be a whole number from 0 on, not ${count}.`);
  }
  if (laborers > MAX_LABORERS)
    throw new Error(`At most ${MAX_LABORERS} laborers have ID numbers of their own.`);
  if (openings > 0 && employers === 0) throw new Error('Openings need at least one employer.');
  if (!(willingShare >= 0 && willingShare <= 1))
    throw new Error(`The willing share must be 0 to 1, not ${willingShare}.`);
  return { laborers, openings, employers };
}

function* batches<Item>(
  count: number,
  size: number,
  make: (index: number) => Item,
): Generator<readonly Item[]> {
  for (let start = 0; start < count; start += size) {
    yield Array.from({ length: Math.min(size, count - start) }, (_, offset) => make(start + offset));
  }
}

/** Willing people by the demand for what they seek, over the whole province. */
function seekersOf(laborer: (index: number) => SyntheticLaborer, laborers: number): ByDemand {
  const sample = sampleIndices(laborers).map(laborer);
  const willing = sample.filter((person) => person.list === 'willing');
  return scaled(countByDemand(willing.map(soughtOccupation)), laborers / Math.max(1, sample.length));
}

/** Openings by the demand for their occupation, over the whole province. */
function openingsOf(world: Parameters<typeof openingBasics>[0], openings: number): ByDemand {
  const sample = sampleIndices(openings).map((index) => openingBasics(world, index).occupation);
  return scaled(countByDemand(sample), openings / Math.max(1, sample.length));
}

/** All indices of a small province, evenly spaced ones of a large. */
function sampleIndices(count: number): readonly number[] {
  const length = Math.min(count, SAMPLE_SIZE);
  return Array.from({ length }, (_, nth) => Math.floor((nth * count) / length));
}

function scaled(counts: ByDemand, factor: number): ByDemand {
  return {
    scarce: counts.scarce * factor,
    general: counts.general * factor,
    usual: counts.usual * factor,
  };
}
