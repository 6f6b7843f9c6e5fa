import { REFERRAL_TRANSITIONS, type Referral } from '../../domain/referral.ts';
import type { FlowContext } from '../../flows/context.ts';
import { listReferrals } from '../../flows/referrals/list-referrals.ts';
import { moveReferral } from '../../flows/referrals/move-referral.ts';
import { proposeReferral } from '../../flows/referrals/propose-referral.ts';
import { readReferral } from '../../flows/referrals/read-referral.ts';
import { referralEndpoints as endpoints } from '../contract/referrals.ts';
import { pageRequest } from '../page-request.ts';
import { route, type Reply, type Route } from '../route.ts';

/** Referrals: list, propose, move. */
export function referralRoutes(context: FlowContext): Route[] {
  return [
    route(endpoints.list, async ({ principal, query }) => {
      const { brokerId, laborerId, state } = query;
      const page = await listReferrals(context, {
        principal,
        brokerId,
        laborerId,
        state,
        page: pageRequest(query),
      });
      return { body: { items: page.items.map(present), next: page.next } };
    }),
    route(endpoints.propose, async ({ principal, body }) => {
      const referral = await proposeReferral(context, { principal, ...body });
      return { ...one(referral), location: `/referrals/${referral.id}` };
    }),
    route(endpoints.read, async ({ principal, params }) =>
      one(await readReferral(context, { principal, ...params })),
    ),
    route(endpoints.move, async ({ principal, params, body, ifMatch }) =>
      one(await moveReferral(context, { principal, ...params, move: body, version: ifMatch })),
    ),
  ];
}

function one(referral: Referral): Reply {
  return { body: present(referral), version: referral.version };
}

/** With the states that a person may choose next. */
function present(referral: Referral) {
  const nextStates = REFERRAL_TRANSITIONS[referral.state].filter((state) => state !== 'obsolete');
  return { ...referral, nextStates };
}
