import { say } from '../../domain/bilingual.ts';
import type { DemoStep } from './step.ts';

/** Serves API, docs and start page, and works on what the timetable rings. */
export const serveStep: DemoStep = {
  title: say('接口服务', 'Serve the API'),
  servesOnly: true,
  run: async (stage) => {
    const worker = await stage.host.work({ isQuiet: true });
    stage.onStop(() => worker.stop());
    const server = await stage.host.serve({ whenTaken: 'next', isQuiet: true });
    stage.onStop(() => server.stop());
    stage.apiUrl = server.url ?? stage.apiUrl;
    stage.print(`${server.url}  首页 / start page`);
    stage.print(`${server.url}/docs  接口文档 / API docs`);
  },
};
