import type { LaborBroker } from '../../domain/broker.ts';
import type { CallFacts } from '../../domain/call-worth.ts';
import type { BrokerId, LaborerId, OpeningId, RunId } from '../../domain/ids.ts';
import type { Digest, DigestItem, DigestLoss } from '../../domain/notification.ts';

/** What makes a digest. */
export interface DigestRules {
  /** A pair with at least this score is a good one, 0..100,000,000. */
  readonly goodScore: number;
  /** A told pair whose score moved by this share of what was told is news. */
  readonly changePercent: number;
  readonly laborers: number;
  readonly pairsPerLaborer: number;
  /** A laborer is proposed so often in seven days at most, to whomever. */
  readonly proposalsPerWeek: number;
  /** For so many days, the day itself counted, a laborer who was proposed to one broker is proposed to no other. */
  readonly holdDays: number;
  readonly losses: number;
}

/** A laborer a call to whom is worth something. */
export interface NewsOfLaborer {
  readonly laborerId: LaborerId;
  readonly facts: CallFacts;
  readonly worth: number;
  /** Her good pairs that were not told or changed, best first. */
  readonly items: readonly DigestItem[];
}

/** What a run found for a broker. */
export interface BrokerNews {
  /** By worth, then score, then id. */
  readonly laborers: readonly NewsOfLaborer[];
  /** All laborers who could have come, those above included. */
  readonly laborersInAll: number;
}

type BrokerScope = Pick<LaborBroker, 'id' | 'scope'>;

export interface DigestStore {
  /** Waits until no other transaction writes digests, and keeps them out until this one ends. */
  takeTurn(): Promise<void>;
  /**
   * Laborers of her scope with good pairs that no digest told her of, or that changed since. Left out: who took consent back or
   * left the willing list, who is called by another broker or was proposed to one within the hold, and who was proposed often
   * enough this week. Pairs of a digest that is still on its way to her inbox count as told. One query.
   */
  news(runId: RunId, broker: BrokerScope, rules: DigestRules): Promise<BrokerNews>;
  /** Notes that laborers are proposed to a broker today. @returns those who may be, under the rules' hold and week. */
  propose(
    brokerId: BrokerId,
    laborerIds: readonly LaborerId[],
    rules: DigestRules,
  ): Promise<readonly LaborerId[]>;
  /** Pairs that she was told of, of laborers whom the run covers, that are in no list of the run, and why. One query. */
  losses(runId: RunId, broker: BrokerScope, limit: number): Promise<readonly DigestLoss[]>;
  /**
   * Who and what of a digest may still be proposed, now: laborers who agree and look for work, openings that are open, with a
   * place and an employer who is neither suspended nor owes wages. Holds the laborers' rows as they are until the caller's
   * transaction ends. @returns `null` when one of them is being changed at this moment: then ask again a little later.
   */
  standing(digest: Digest): Promise<{
    readonly laborers: ReadonlySet<LaborerId>;
    readonly openings: ReadonlySet<OpeningId>;
  } | null>;
}
