import { DataSource, type QueryRunner } from 'typeorm';
import { say } from '../domain/bilingual.ts';
import { AppError } from '../domain/errors.ts';
import { dataSourceOptions } from './data-source-options.ts';
import { faultOf, isConnectionFault, toAppError } from './faults.ts';
import { sqlOver, type Sql } from './sql.ts';

/**
 * TypeORM's DataSource, opened at the first question and again after a failure: a database that is away at
 * the start is reported at each question until it is back.
 */
export class Connection {
  /** `host:port/database`, for messages. */
  readonly server: string;
  /** Each question on a pooled client of its own. */
  readonly sql: Sql;
  private readonly dataSource: DataSource;
  private opening: Promise<DataSource> | null = null;

  /** @throws AppError `DATABASE_URL_INVALID`. */
  constructor(options: { readonly url: string; readonly poolSize: number }) {
    this.server = serverOf(options.url);
    this.dataSource = new DataSource(dataSourceOptions(options));
    this.sql = sqlOver(async (work) => await this.withRunner(work));
  }

  /** Lends a client for as long as `work` takes, and reports what goes wrong in it as the database's. */
  async withRunner<Result>(work: (runner: QueryRunner) => Promise<Result>): Promise<Result> {
    return await this.reported(async () => await this.borrow(work));
  }

  /** Lends a client for work that is not only the database's: its own errors pass as they are. */
  async borrow<Result>(work: (runner: QueryRunner) => Promise<Result>): Promise<Result> {
    const runner = await this.reported(async () => {
      const opened = (await this.open()).createQueryRunner();
      await opened.connect();
      return opened;
    });
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  }

  /** Commits when `work` resolves, rolls back when it rejects. */
  async transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    return await this.borrow(async (runner) => {
      await this.reported(async () => {
        await runner.startTransaction();
      });
      try {
        const result = await work(sqlOver(async (use) => await this.reported(async () => await use(runner))));
        await this.reported(async () => {
          await runner.commitTransaction();
        });
        return result;
      } catch (error) {
        await rollBack(runner);
        throw error;
      }
    });
  }

  /** The opened DataSource, for migrations. */
  async open(): Promise<DataSource> {
    if (this.dataSource.isInitialized) return this.dataSource;
    this.opening ??= this.dataSource.initialize().finally(() => {
      this.opening = null;
    });
    return await this.opening;
  }

  /** Throws what TypeORM or pg throw as the project's errors. */
  async reported<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw toAppError(error, this.server);
    }
  }

  async close(): Promise<void> {
    if (this.opening !== null) await this.opening.catch(() => null);
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** The first error is the one to tell; a connection that is gone has rolled back by itself. */
async function rollBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive) return;
  try {
    await runner.rollbackTransaction();
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null || !isConnectionFault(fault)) throw error;
  }
}

function serverOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed !== null && /^postgres(ql)?:$/.test(parsed.protocol)) return `${parsed.host}${parsed.pathname}`;
  throw new AppError({
    kind: 'invalid_input',
    code: 'DATABASE_URL_INVALID',
    message: say('DATABASE_URL 不是 postgres:// 地址', 'DATABASE_URL is not a postgres:// URL'),
    remedy: say(
      '例如 postgres://user@127.0.0.1:5432/longqiao',
      'Such as postgres://user@127.0.0.1:5432/longqiao',
    ),
  });
}
