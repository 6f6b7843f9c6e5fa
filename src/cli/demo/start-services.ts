import { say } from '../../domain/bilingual.ts';
import type { DemoStep } from './step.ts';

/** PostgreSQL and Redis. */
export const startServicesStep: DemoStep = {
  title: say('启动 PostgreSQL 与 Redis', 'Start PostgreSQL and Redis'),
  run: async (stage) => {
    const services = await stage.host.startServices();
    stage.onStop(() => services.stop());
    stage.print(services.describe());
  },
};
