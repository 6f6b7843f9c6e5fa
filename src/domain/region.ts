import type { AreaCode } from './area.ts';

/** A row of the regions table: a county, a prefecture's or county-less city's seat, or a province. */
export interface Region {
  readonly code: AreaCode;
  /** 武山县. */
  readonly name: string;
  /** 天水市; the province's own name for a province row. */
  readonly prefectureName: string;
  /** 甘肃省. */
  readonly provinceName: string;
  readonly level: 'county' | 'prefecture' | 'province';
  /** The seat, degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** `centroid`: only the middle of the area is known, which can lie far from the seat; `memory`: not from a table. */
  readonly precision: 'seat' | 'centroid' | 'memory';
}
