import { say } from '../../domain/bilingual.ts';
import { doctor } from '../../flows/doctor.ts';
import { doctorLines } from '../doctor.ts';
import type { DemoStep } from './step.ts';

/** What `longqiao doctor` says. */
export const showDoctorStep: DemoStep = {
  title: say('检查', 'Check'),
  run: async (stage) => {
    const report = await stage.host.withProbes(doctor);
    for (const line of doctorLines(report)) stage.print(line);
  },
};
