import type { Principal } from '../domain/broker.ts';
import type { PersonFile } from '../domain/person-file.ts';
import type { FlowContext } from '../flows/context.ts';
import type { SheetExporters } from '../flows/ports/sheets.ts';
import type { FairExporter, ImportSheets } from '../flows/ports/files.ts';

/** A program that runs until it is stopped: the API server or a worker. */
export interface Running {
  /** Where it listens; null for a worker. */
  readonly url: string | null;
  /** Drains and stops. Safe to call twice. */
  stop(): Promise<void>;
}

/** What verbs are given by the composition root; a verb never constructs anything itself. */
export interface CliHost {
  /** Connects to the running services (or DATABASE_URL and REDIS_URL), works, and closes everything again. */
  withContext<Result>(work: (context: FlowContext) => Promise<Result>): Promise<Result>;
  /** Takes messages of the context's queue in this process, until the context is closed. */
  takePart(context: FlowContext): Promise<void>;
  /** `isQuiet`: logs warnings only, where a person reads the terminal. */
  serve(options: {
    readonly port?: number;
    readonly whenTaken?: 'fail' | 'next';
    readonly isQuiet?: boolean;
  }): Promise<Running>;
  work(options: { readonly concurrency?: number; readonly isQuiet?: boolean }): Promise<Running>;
  sheetExporters(): Promise<SheetExporters>;
  importSheets(): Promise<ImportSheets>;
  fairExporters(): Promise<Readonly<Record<'xlsx' | 'csv', FairExporter>>>;
  /** All that is held on one person, as a workbook. */
  personWorkbook(): Promise<(file: PersonFile) => Promise<Uint8Array>>;
}

/** The person at the command line of the server: everything, everywhere, named in the audit. */
export const OPERATOR: Principal = { name: 'cli:operator', role: 'admin', scope: [''], brokerId: null };
