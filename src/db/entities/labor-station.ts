import { EntitySchema } from 'typeorm';

/** A row of `labor_station`. */
export interface LaborStationRow {
  id: number;
  name: string;
  areaCode: string;
}

export const LaborStationEntity = new EntitySchema<LaborStationRow>({
  name: 'LaborStation',
  tableName: 'labor_station',
  columns: {
    id: { type: 'int', primary: true, generated: 'increment' },
    name: { type: 'text' },
    areaCode: { name: 'area_code', type: 'text' },
  },
});
