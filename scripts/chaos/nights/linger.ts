import type { NightWorld } from './night-world.ts';

/**
 * Makes some shards stay for a while in the moment before they are stored, so that their worker can be met there. Only the database of
 * the trial has it. @param which SQL over `old`, a row of run_shard.
 */
export async function linger(world: NightWorld, which: string, seconds: number): Promise<void> {
  await world.ask(`
    create function linger() returns trigger language plpgsql as $$
    begin
      if old.state = 'leased' and new.state = 'done' then perform pg_sleep(${seconds}); end if;
      return new;
    end $$`);
  await world.ask(`
    create trigger linger before update on run_shard for each row when (${which}) execute function linger()`);
}
