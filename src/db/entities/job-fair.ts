import { EntitySchema } from 'typeorm';

/** A row of `job_fair`; its openings and pairings are rows of their own. */
export interface JobFairRow {
  id: number;
  name: string;
  /** `YYYY-MM-DD`. */
  heldOn: string;
  areaCode: string;
}

export const JobFairEntity = new EntitySchema<JobFairRow>({
  name: 'JobFair',
  tableName: 'job_fair',
  columns: {
    id: { type: 'int', primary: true, generated: 'increment' },
    name: { type: 'text' },
    heldOn: { name: 'held_on', type: 'date' },
    areaCode: { name: 'area_code', type: 'text' },
  },
});

/** A row of `fair_opening`. */
export interface FairOpeningRow {
  fairId: number;
  openingId: number;
  booth: number;
  places: number;
}

export const FairOpeningEntity = new EntitySchema<FairOpeningRow>({
  name: 'FairOpening',
  tableName: 'fair_opening',
  columns: {
    fairId: { name: 'fair_id', type: 'int', primary: true },
    openingId: { name: 'opening_id', type: 'int', primary: true },
    booth: { type: 'int' },
    places: { type: 'int' },
  },
});
