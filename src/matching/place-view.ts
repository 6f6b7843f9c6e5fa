import type { AreaCode, Tier } from '../domain/area.ts';

/** How a laborer sees a place; depends on origin, home, intention and place only. */
export interface PlaceView {
  readonly placeCode: AreaCode;
  /** Estimated road from where she is, tenths of a kilometer. */
  readonly roadTenths: number;
  /** Seen from her home. */
  readonly tier: Tier;
  /** Position in her order of the first named area that holds the place; -1: none does. */
  readonly areaIndex: number;
  /** 0..100,000; 0 where she is not willing to go there. */
  readonly preference: number;
  readonly isWilling: boolean;
}
