import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { EntityManager, QueryRunner } from 'typeorm';
import { isDuplicate } from './faults.ts';

/** One way to PostgreSQL: the pool, or the client of an open transaction. Failures arrive as AppError. */
export interface Sql {
  /** The rows of one statement. `Row` is what its select list gives; PostgreSQL is trusted to keep to it. */
  rows<Row extends object>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs `work`; where it meets a row that another writer made in the meantime, it is as if it had not begun. Outside a
   * transaction its first statement must be the one that can meet it. @returns whether it was done.
   */
  attempt(work: () => Promise<void>): Promise<boolean>;
  /** Whether it is the client of an open transaction, so that what is set or made for it holds for the next statement. */
  isInTransaction(): Promise<boolean>;
  /** TypeORM's repositories, for tables that are written row by row. */
  entities<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result>;
  /** `COPY … FROM STDIN`; chunks are cut anywhere. */
  copyIn(statement: string, chunks: Iterable<Uint8Array>): Promise<void>;
  /** `COPY … TO STDOUT`, chunk by chunk as they come; the stream waits for `onChunk`. */
  copyOut(statement: string, onChunk: (chunk: Buffer) => void): Promise<void>;
}

/** A way over one client; `mapError` turns what the driver throws into the project's errors. */
export function sqlOver(
  withRunner: <Result>(work: (runner: QueryRunner) => Promise<Result>) => Promise<Result>,
): Sql {
  const rows: Sql['rows'] = async <Row extends object>(
    statement: string,
    parameters: readonly unknown[] = [],
  ) =>
    await withRunner(async (runner) => {
      const result = await runner.query(statement, [...parameters], true);
      // TypeORM types records as any[]; the statement's select list is the row's type.
      return result.records as Row[];
    });
  const inTransaction = async (): Promise<boolean> =>
    await withRunner(async (runner) => await Promise.resolve(runner.isTransactionActive));
  return {
    rows,
    isInTransaction: inTransaction,
    attempt: async (work) => {
      const isInTransaction = await inTransaction();
      if (isInTransaction) await rows('savepoint attempt');
      try {
        await work();
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        if (isInTransaction) await rows('rollback to savepoint attempt');
        return false;
      }
      if (isInTransaction) await rows('release savepoint attempt');
      return true;
    },
    entities: async (work) => await withRunner(async (runner) => await work(runner.manager)),
    copyIn: async (statement, chunks) => {
      await withRunner(async (runner) => {
        // TypeORM's runner hands out the pooled client of pg.
        const client = (await runner.connect()) as Client;
        await pipeline(Readable.from(chunks, { objectMode: false }), client.query(copyFrom(statement)));
      });
    },
    copyOut: async (statement, onChunk) => {
      await withRunner(async (runner) => {
        // TypeORM's runner hands out the pooled client of pg.
        const client = (await runner.connect()) as Client;
        // The stream is of bytes: its chunks are Buffers.
        for await (const chunk of client.query(copyTo(statement))) onChunk(chunk as Buffer);
      });
    },
  };
}
