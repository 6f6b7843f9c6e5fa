/** A sender that stops between sending and marking: `crash-between-send-and-mark.ts` kills it there. */
import { deliverOutbox } from '../../src/flows/notices/deliver-outbox.ts';
import type { Notifier } from '../../src/flows/ports/notifier.ts';
import { openNoticeContext } from './notices/open-notice-world.ts';

const [databaseUrl = ''] = process.argv.slice(2);
const { context } = await openNoticeContext(databaseUrl);

/** Sends for real, says so, and never comes back. */
function standingStill(notifier: Notifier): Notifier {
  return {
    ...notifier,
    send: async (...given) => {
      await notifier.send(...given);
      process.stdout.write('sent\n');
      await new Promise((resolve) => {
        // Keeps the process alive until it is killed.
        setInterval(resolve, 2 ** 31 - 1);
      });
    },
  };
}

await deliverOutbox({ ...context, notifiers: context.notifiers.map(standingStill) }, { lanes: 1, batch: 1 });
