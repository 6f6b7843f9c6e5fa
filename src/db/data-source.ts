/**
 * For TypeORM's CLI: `node --import tsx node_modules/typeorm/cli.js migration:run -d src/db/data-source.ts`.
 */
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source-options.ts';

/** The database of `DATABASE_URL`. */
export const dataSource = new DataSource(
  dataSourceOptions({
    url: process.env['DATABASE_URL'] ?? 'postgres://127.0.0.1:5432/longqiao',
    poolSize: 2,
  }),
);
