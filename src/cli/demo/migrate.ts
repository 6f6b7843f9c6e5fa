import { say } from '../../domain/bilingual.ts';
import type { DemoStep } from './step.ts';

/** Brings the schema up to date. */
export const migrateStep: DemoStep = {
  title: say('更新数据库结构', 'Bring the schema up to date'),
  run: async (stage) => {
    const { db } = await stage.context();
    stage.print(`${await db.migrate()} 个新迁移 / new migrations`);
  },
};
