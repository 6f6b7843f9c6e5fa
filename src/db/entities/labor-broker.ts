import { EntitySchema } from 'typeorm';

/** A row of `labor_broker`. */
export interface LaborBrokerRow {
  id: number;
  name: string;
  stationId: number | null;
  scope: string[];
  email: string | null;
  isActive: boolean;
}

export const LaborBrokerEntity = new EntitySchema<LaborBrokerRow>({
  name: 'LaborBroker',
  tableName: 'labor_broker',
  columns: {
    id: { type: 'int', primary: true, generated: 'increment' },
    name: { type: 'text' },
    stationId: { name: 'station_id', type: 'int', nullable: true },
    scope: { type: 'text', array: true },
    email: { type: 'text', nullable: true },
    isActive: { name: 'is_active', type: 'boolean' },
  },
});
