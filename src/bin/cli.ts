#!/usr/bin/env node
import { createHost } from '../app.ts';
import { registerAway } from '../cli/away.ts';
import { registerBroker } from '../cli/broker.ts';
import { registerConflict } from '../cli/conflict.ts';
import { registerDemo } from '../cli/demo.ts';
import { registerDoctor } from '../cli/doctor.ts';
import { registerExplain } from '../cli/explain.ts';
import { registerExportFair } from '../cli/export-fair.ts';
import { registerImport } from '../cli/import.ts';
import { registerKey } from '../cli/key.ts';
import { registerKeyRotation } from '../cli/key-rotation.ts';
import { registerList } from '../cli/list.ts';
import { registerMatch } from '../cli/match.ts';
import { registerMigrate } from '../cli/migrate.ts';
import { registerOutbox } from '../cli/outbox.ts';
import { createProgram, runProgram } from '../cli/program.ts';
import { registerReconcile } from '../cli/reconcile.ts';
import { registerPerson } from '../cli/person.ts';
import { registerRetention } from '../cli/retention.ts';
import { registerRun } from '../cli/run.ts';
import { registerSeed } from '../cli/seed.ts';
import { registerServe } from '../cli/serve.ts';
import { registerShortlist } from '../cli/shortlist.ts';
import { registerStats } from '../cli/stats.ts';
import { registerWorker } from '../cli/worker.ts';
import { ownVersion } from '../version.ts';

// `longqiao … | head` closes our output early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const host = createHost(process.env);
const program = createProgram(ownVersion());
for (const register of [
  registerImport,
  registerList,
  registerAway,
  registerStats,
  registerReconcile,
  registerConflict,
  registerPerson,
  registerRetention,
  registerMatch,
  registerShortlist,
  registerExplain,
  registerRun,
  registerExportFair,
  registerServe,
  registerWorker,
  registerKey,
  registerKeyRotation,
  registerBroker,
  registerOutbox,
  registerSeed,
  registerMigrate,
]) {
  register(program, host);
}
registerDoctor(program, host);
registerDemo(program, host);
process.exitCode = await runProgram(program, process.argv.slice(2));
