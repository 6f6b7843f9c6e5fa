/**
 * Which classes permit what a class permits, itself first (公安部令第162号 机动车驾驶证申领和使用规定, annex 1): A1 covers A3,
 * B1, B2 and C1; A2 covers B1, B2 and C1; A3, B1 and B2 cover C1; C1 covers C2.
 */
const PERMITTED_BY: Readonly<Record<string, readonly string[]>> = {
  'cert:license-a3': ['cert:license-a3', 'cert:license-a1'],
  'cert:license-b1': ['cert:license-b1', 'cert:license-a2', 'cert:license-a1'],
  'cert:license-b2': ['cert:license-b2', 'cert:license-a2', 'cert:license-a1'],
  'cert:license-c1': [
    'cert:license-c1',
    'cert:license-b2',
    'cert:license-b1',
    'cert:license-a3',
    'cert:license-a2',
    'cert:license-a1',
  ],
  'cert:license-c2': [
    'cert:license-c2',
    'cert:license-c1',
    'cert:license-b2',
    'cert:license-b1',
    'cert:license-a3',
    'cert:license-a2',
    'cert:license-a1',
  ],
};

/** The certificates any of which satisfies a demand for this one: itself, and for a driving license the higher classes. */
export function satisfiedBy(certificate: string): readonly string[] {
  return PERMITTED_BY[certificate] ?? [certificate];
}
