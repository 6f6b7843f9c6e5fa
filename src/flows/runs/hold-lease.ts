import type { FlowContext } from '../context.ts';

/** A dead worker costs a night so much at its end; no pause of a living one is near it. */
const SILENCE_SECONDS = 30;
/** Twice missed, a lease still holds. */
const RENEWALS_A_LEASE = 3;
const MS_PER_SECOND = 1_000;

/** How long a shard stays with a worker that is silent: the setting of the context, else half a minute. */
export function leaseSeconds({ silenceSeconds }: Pick<FlowContext, 'silenceSeconds'>): number {
  return silenceSeconds ?? SILENCE_SECONDS;
}

/** Renews leases over and over while `work` goes on; a renewal that fails shows when the results are stored. */
export async function holdLeases<Result>(
  context: Pick<FlowContext, 'silenceSeconds' | 'log'>,
  renew: (seconds: number) => Promise<void>,
  work: () => Promise<Result>,
): Promise<Result> {
  const seconds = leaseSeconds(context);
  const timer = setInterval(
    () => {
      renew(seconds).catch((error: unknown) => {
        context.log.warn({ error: String(error) }, 'leases not renewed');
      });
    },
    (seconds * MS_PER_SECOND) / RENEWALS_A_LEASE,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
