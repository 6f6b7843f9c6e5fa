import type { AreaPrefix } from '../../domain/area.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { BrokerId, LaborerId, OpeningId, ReferralId } from '../../domain/ids.ts';
import type { PastRefusal, Referral, ReferralState } from '../../domain/referral.ts';
import type { Page, PageRequest } from './paging.ts';

export interface ReferralStore {
  create(input: {
    readonly laborerId: LaborerId;
    readonly openingId: OpeningId;
    readonly brokerId: BrokerId;
  }): Promise<Referral>;
  find(id: ReferralId): Promise<Referral | null>;
  list(
    filter: {
      readonly scope: readonly AreaPrefix[];
      readonly brokerId?: BrokerId;
      readonly laborerId?: LaborerId;
      readonly state?: ReferralState;
    },
    page: PageRequest,
  ): Promise<Page<Referral>>;
  /** @throws AppError `VERSION_CONFLICT`. */
  update(referral: Referral, fieldFingerprint: string | null): Promise<Referral>;
  /** The broker that holds the laborer's contact lock. */
  lockHolder(id: LaborerId): Promise<BrokerId | null>;
  /** Takes the lock; true also when the broker has it already. */
  takeLock(id: LaborerId, brokerId: BrokerId): Promise<boolean>;
  releaseLock(id: LaborerId, brokerId: BrokerId): Promise<void>;
  /** Open referrals of a laborer other than one: made obsolete when she is placed. */
  openOf(id: LaborerId): Promise<readonly Referral[]>;
  refusalsOf(id: LaborerId, since: IsoDate): Promise<readonly PastRefusal[]>;
}
