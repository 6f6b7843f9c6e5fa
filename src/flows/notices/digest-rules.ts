import type { DigestRules } from '../ports/digest-store.ts';

/** What makes a digest (docs/channels.md says why). */
export const DIGEST_RULES: DigestRules = {
  // 60 of 100: below it a factor is poor, and the call is seldom worth her time.
  goodScore: 60_000_000,
  changePercent: 5,
  // What a broker can call in a day.
  laborers: 20,
  // Enough to offer a choice on the phone.
  pairsPerLaborer: 3,
  proposalsPerWeek: 3,
  // Today and the two days after: time to reach her, and not so long that she waits for a broker who does not call.
  holdDays: 3,
  // What is gone is read in a minute; the rest comes in the next digest.
  losses: 50,
};
