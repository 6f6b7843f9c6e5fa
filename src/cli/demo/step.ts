import type { Bilingual } from '../../domain/bilingual.ts';
import type { FlowContext } from '../../flows/context.ts';
import type { DoctorHost } from '../doctor.ts';
import type { CliHost } from '../host.ts';

/** PostgreSQL and Redis that the demo started, or found running. */
interface DemoServices {
  /** One line without secrets. */
  describe(): string;
  /** Stops what this process started. */
  stop(): Promise<void>;
}

/** What the demo is given by the composition root. */
export interface DemoHost extends CliHost, DoctorHost {
  /** Starts or finds the services, and makes the encryption keys when there are none. */
  startServices(): Promise<DemoServices>;
  /** The folder of the seed files. */
  readonly seedFolder: string;
  /** Where the demo's files go: LONGQIAO_HOME. */
  home(): string;
  /** PORT: the first port that is tried. */
  port(): number;
  openContext(): Promise<{ readonly context: FlowContext; readonly close: () => Promise<void> }>;
}

/** What steps share. */
export interface DemoStage {
  readonly host: DemoHost;
  /** The flows' context, opened at the first use and closed at the end. */
  context(): Promise<FlowContext>;
  /** Where the API answers, or would answer once it is served. */
  apiUrl: string;
  /** Prints one line for the person who watches. */
  print(line: string): void;
  /** Asks for something to be stopped at the end; the last one asked for is stopped first. */
  onStop(stop: () => Promise<void>): void;
}

/** One thing that the demo does, in a file of its own; the list is in steps.ts. */
export interface DemoStep {
  readonly title: Bilingual;
  /** Whether `--once` leaves it out. */
  readonly servesOnly?: boolean;
  run(stage: DemoStage): Promise<void>;
}
