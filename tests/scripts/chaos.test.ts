import { describe, expect, it } from 'vitest';
import { crashBetweenSendAndMark } from '../../scripts/chaos/crash-between-send-and-mark.ts';
import { lateConsent } from '../../scripts/chaos/late-consent.ts';
import { webhookChaos } from '../../scripts/chaos/webhook-chaos.ts';
import { createEmptyDatabase } from '../support/database.ts';

/** Against a machine that hangs. */
const LONG = 120_000;

describe('notices in trouble', () => {
  it(
    'into 500s, time-outs, dropped lines and slow answers: each once by id, none lost, the dead listed',
    async () => {
      const figures = await webhookChaos({ databaseUrl: await createEmptyDatabase(), notices: 200 });
      expect(figures).toMatchObject({ webhookChaos: 200, lost: 0, unsigned: 0, effectsAfterResend: 200 });
      expect(figures.effects + figures.deadLetters).toBe(200);
      // The trouble was real: lines were dropped after the notice was taken, and some notices never got through.
      expect(figures.repeatedIds).toBeGreaterThan(0);
      expect(figures.deadLetters).toBeGreaterThan(0);
    },
    LONG,
  );

  it(
    'whose sender is killed between sending and marking come at most once more, with the same id',
    async () => {
      const databaseUrl = await createEmptyDatabase();
      const figures = await crashBetweenSendAndMark({ databaseUrl, kills: 2 });
      expect(figures).toEqual({ crashBetweenSendAndMark: 1, kills: 2, ids: 2, lost: 0 });
    },
    LONG,
  );

  it(
    'are not sent once consent was taken back, however close the withdrawal comes',
    async () => {
      const databaseUrl = await createEmptyDatabase();
      const figures = await lateConsent({ databaseUrl, times: 150, seed: 5 });
      expect(figures).toMatchObject({ lateConsent: 0, withdrawals: 150 });
      // Withdrawals came before some notices and after others.
      expect(figures.sentBefore).toBeGreaterThan(0);
      expect(figures.notSent).toBeGreaterThan(0);
    },
    LONG,
  );
});
