/** Points of one ten-thousandth. */
const POINTS_PER_PART = 10_000;
/** Half of it, so that the shown score is rounded half up. */
const HALF = 5_000;
const PARTS = 5;

const remainders = new Int32Array(PARTS);

/**
 * Writes the five parts of a score into `parts` from `at` on: largestRemainder of the points, as in the reference, without
 * an allocation. Arguments are weight × factor in the order of FACTORS; ties go to the earlier factor.
 */
export function splitPoints(
  parts: Uint16Array,
  at: number,
  skill: number,
  location: number,
  distance: number,
  stability: number,
  terms: number,
): void {
  const shown = ((skill + location + distance + stability + terms + HALF) / POINTS_PER_PART) | 0;
  const left =
    shown -
    put(parts, at, 0, skill) -
    put(parts, at, 1, location) -
    put(parts, at, 2, distance) -
    put(parts, at, 3, stability) -
    put(parts, at, 4, terms);
  for (let given = 0; given < left; given += 1) {
    let largest = 0;
    for (let part = 1; part < PARTS; part += 1) {
      if ((remainders[part] ?? 0) > (remainders[largest] ?? 0)) largest = part;
    }
    remainders[largest] = -1;
    parts[at + largest] = (parts[at + largest] ?? 0) + 1;
  }
}

/** Writes the whole ten-thousandths of one part and keeps its remainder. */
function put(parts: Uint16Array, at: number, part: number, points: number): number {
  const whole = (points / POINTS_PER_PART) | 0;
  parts[at + part] = whole;
  remainders[part] = points - whole * POINTS_PER_PART;
  return whole;
}
