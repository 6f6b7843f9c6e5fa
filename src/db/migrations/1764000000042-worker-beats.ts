import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signs of life of the workers: who watches the nights sees them without asking each host. */
export class WorkerBeats1764000000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table worker_beat (
        name text collate "C" primary key,
        version text not null,
        engine_version text not null,
        started_at timestamptz not null default now(),
        beat_at timestamptz not null default now(),
        is_leading boolean not null,
        messages_done int not null,
        messages_failed int not null,
        loop_lag_p99_ms real not null,
        rss_mb real not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table worker_beat');
  }
}
