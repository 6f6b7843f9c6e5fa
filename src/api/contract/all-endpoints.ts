import { awayEndpoints } from './away.ts';
import { brokerEndpoints } from './brokers.ts';
import { channelEndpoints } from './channels.ts';
import { conflictEndpoints } from './conflicts.ts';
import { employerEndpoints } from './employers.ts';
import type { Endpoint } from './endpoint.ts';
import { fairEndpoints } from './fairs.ts';
import { importEndpoints } from './imports.ts';
import { inboxEndpoints } from './inbox.ts';
import { keyEndpoints } from './keys.ts';
import { keyRotationEndpoints } from './key-rotation.ts';
import { laborerEndpoints } from './laborers.ts';
import { listEndpoints } from './lists.ts';
import { matchingEndpoints } from './matching.ts';
import { openingEndpoints } from './openings.ts';
import { reconciliationEndpoints } from './reconciliations.ts';
import { outboxEndpoints } from './outbox.ts';
import { personEndpoints } from './persons.ts';
import { referralEndpoints } from './referrals.ts';
import { runEndpoints } from './runs.ts';
import { statsEndpoints } from './stats.ts';
import { systemEndpoints } from './system.ts';

/** Every endpoint below `/api/v1`, in the order of the document. */
export const ALL_ENDPOINTS: readonly Endpoint[] = [
  laborerEndpoints,
  listEndpoints,
  awayEndpoints,
  statsEndpoints,
  reconciliationEndpoints,
  conflictEndpoints,
  personEndpoints,
  matchingEndpoints,
  employerEndpoints,
  openingEndpoints,
  importEndpoints,
  runEndpoints,
  referralEndpoints,
  inboxEndpoints,
  channelEndpoints,
  outboxEndpoints,
  fairEndpoints,
  keyEndpoints,
  keyRotationEndpoints,
  brokerEndpoints,
  systemEndpoints,
].flatMap((endpoints): Endpoint[] => Object.values(endpoints));
