import { exportFairStep } from './export-fair.ts';
import { loadSeedsStep } from './load-seeds.ts';
import { matchStep } from './match.ts';
import { migrateStep } from './migrate.ts';
import { printCallStep } from './print-call.ts';
import { serveStep } from './serve.ts';
import { showBestStep } from './show-best.ts';
import { showDoctorStep } from './show-doctor.ts';
import { startServicesStep } from './start-services.ts';
import type { DemoStep } from './step.ts';

/** What the demo does, in order. */
export const DEMO_STEPS: readonly DemoStep[] = [
  startServicesStep,
  migrateStep,
  showDoctorStep,
  loadSeedsStep,
  matchStep,
  showBestStep,
  exportFairStep,
  serveStep,
  printCallStep,
];
