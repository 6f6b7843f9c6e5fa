/** Tables of which the stability of employers is made; openings, weights and tables of words do not move it. */
const STABILITY_FAMILIES: readonly string[] = ['employer', 'stability_evidence', 'distress_case'];

/** The part of a stamp of data (`family:changes family:changes …`) on which stabilities depend: the same part, the same scores. */
export function stabilityPart(stamp: string): string {
  return stamp
    .split(' ')
    .filter((count) => STABILITY_FAMILIES.includes(count.slice(0, count.indexOf(':'))))
    .join(' ');
}
