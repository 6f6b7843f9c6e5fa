import { addDays, type IsoDate } from '../../src/domain/dates.ts';
import type { EmployerKind, StabilityEvidence } from '../../src/domain/employer.ts';
import { REFERENCE_DATE } from './ages.ts';
import { between, chance, type Random } from './random.ts';

/** Month ends at which the insured head count is known. */
const COUNTED_ON: readonly IsoDate[] = ['2025-06-30', '2025-12-31', '2026-06-30', '2026-09-30'];
/** Every fortieth employer owes wages now, so that even a small province shows what follows from it (M). */
const OPEN_ARREARS_EVERY = 40;

/** When 90-day retention was last known. */
const RETENTION_KNOWN_ON: readonly IsoDate[] = ['2025-12-31', '2026-06-30', '2026-09-30'];

/** Percent of employers (M). */
const PERCENTS = { hasInsured: 85, hasRetention: 62, pastArrears: 4, layoff: 6 } as const;

/** Share that was still there after 90 days: middle and half width of its spread, by kind (M). */
const RETENTION: Readonly<Record<EmployerKind, readonly [number, number]>> = {
  partner_province: [0.74, 0.2],
  other_province: [0.66, 0.28],
  in_province: [0.72, 0.22],
  in_county: [0.78, 0.18],
  workshop: [0.84, 0.14],
  public_post: [0.95, 0.05],
};

/** What a history depends on. */
interface EvidenceOf {
  readonly index: number;
  readonly kind: EmployerKind;
  /** Insured people, about. */
  readonly people: number;
}

/** The dated history of an employer of a size, kind of fact by kind of fact as its file has them. */
export function drawEvidence(random: Random, of: EvidenceOf): readonly StabilityEvidence[] {
  const { index, kind, people } = of;
  const evidence: StabilityEvidence[] = [];
  if (chance(random, PERCENTS.hasInsured)) evidence.push(...drawInsured(random, people));
  if (kind !== 'public_post') evidence.push(...drawTrouble(random, index, people));
  if (chance(random, PERCENTS.hasRetention)) evidence.push(...drawRetention(random, kind));
  return evidence;
}

/** Arrears and layoffs. */
function drawTrouble(random: Random, index: number, people: number): readonly StabilityEvidence[] {
  const evidence: StabilityEvidence[] = [];
  if (chance(random, PERCENTS.pastArrears)) {
    const from = addDays(REFERENCE_DATE, -between(random, 300, 800));
    evidence.push({ kind: 'wage_arrears', from, to: addDays(from, between(random, 20, 150)) });
  }
  if (index % OPEN_ARREARS_EVERY === OPEN_ARREARS_EVERY - 1) {
    evidence.push({
      kind: 'wage_arrears',
      from: addDays(REFERENCE_DATE, -between(random, 10, 100)),
      to: null,
    });
  }
  if (chance(random, PERCENTS.layoff)) {
    const date = addDays(REFERENCE_DATE, -between(random, 20, 600));
    evidence.push({ kind: 'layoff', date, people: Math.max(1, Math.round(people * random() * 0.15)) });
  }
  return evidence;
}

function drawInsured(random: Random, people: number): readonly StabilityEvidence[] {
  // Half-yearly growth between -12 % and +18 %, kept for the whole series: firms that grow go on growing.
  const growth = 0.88 + random() * 0.3;
  return COUNTED_ON.map((date, step) => {
    const noise = 0.97 + random() * 0.06;
    return {
      kind: 'insured_headcount',
      date,
      people: Math.max(1, Math.round(people * growth ** (step - 2) * noise)),
    };
  });
}

function drawRetention(random: Random, kind: EmployerKind): readonly StabilityEvidence[] {
  const [middle, halfWidth] = RETENTION[kind];
  const share = Math.min(1, middle + (random() * 2 - 1) * halfWidth);
  const known = RETENTION_KNOWN_ON.slice(between(random, 0, RETENTION_KNOWN_ON.length - 1));
  return known.map((date) => {
    const placed = between(random, 4, 40);
    return { kind: 'retention', date, placed, stayed: Math.min(placed, Math.round(placed * share)) };
  });
}
