import type { NightWorld } from './night-world.ts';

/** A process that ranks or checks a shard at this moment. */
export interface Holder {
  readonly pid: number;
  /** Key of the run. */
  readonly runId: number;
  readonly shard: number;
}

/** Who holds which shard, by shard. Leases name their worker as `host:pid`. */
export async function holders(world: NightWorld): Promise<readonly Holder[]> {
  const rows = await world.ask<{ leased_by: string; run_id: number; number: number }>(
    `select leased_by, run_id, number from run_shard
     where leased_until > clock_timestamp() and verified_at is null and state in ('leased', 'done') order by number`,
  );
  return rows.map(({ leased_by, run_id, number }) => ({
    pid: Number(/\d+$/.exec(leased_by)?.[0]),
    runId: run_id,
    shard: number,
  }));
}
