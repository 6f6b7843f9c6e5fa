import type { z } from 'zod';
import { birthDateOf, idNumberFault, sexOf } from '../../domain/id-number.ts';
import type { FlowContext } from '../../flows/context.ts';
import { createLaborer } from '../../flows/laborers/create-laborer.ts';
import { findByIdNumber } from '../../flows/laborers/find-by-id-number.ts';
import { listLaborers } from '../../flows/laborers/list-laborers.ts';
import { readConsents } from '../../flows/laborers/read-consents.ts';
import { readLaborer } from '../../flows/laborers/read-laborer.ts';
import { removeLaborer } from '../../flows/laborers/remove-laborer.ts';
import { replaceLaborer } from '../../flows/laborers/replace-laborer.ts';
import { revealContact } from '../../flows/laborers/reveal-contact.ts';
import { setConsent } from '../../flows/laborers/set-consent.ts';
import { upsertLaborers } from '../../flows/laborers/upsert-laborers.ts';
import { correctPerson } from '../../flows/persons/correct-person.ts';
import type { JobIntention } from '../../domain/laborer.ts';
import type { LaborerInput, SilentFact } from '../../flows/ports/laborer-store.ts';
import { laborerBody, laborerEndpoints as endpoints } from '../contract/laborers.ts';
import { pageRequest, requiredVersion } from '../page-request.ts';
import { inOrder, parseItems } from '../parse-items.ts';
import { presentBulk } from '../presentation/present-bulk.ts';
import { presentLaborer } from '../presentation/present-laborer.ts';
import { route, type Route } from '../route.ts';

/** Laborers: list, register, find, change, remove, consent, contact. */
export function laborerRoutes(context: FlowContext): Route[] {
  const present = (laborer: Parameters<typeof presentLaborer>[1]) =>
    presentLaborer(context.reference, laborer);
  return [
    route(endpoints.list, async ({ principal, query }) => {
      const page = await listLaborers(context, {
        principal,
        area: query.area,
        list: query.list,
        page: pageRequest(query),
      });
      return { body: { items: page.items.map(present), next: page.next } };
    }),
    route(endpoints.create, async ({ principal, body }) => {
      const laborer = await createLaborer(context, {
        principal,
        laborer: inputOf(body, principal.name, await todayFor(context, body)),
      });
      return { body: present(laborer), version: laborer.version, location: `/laborers/${laborer.id}` };
    }),
    route(endpoints.bulk, async ({ principal, body }) => {
      const today = await context.db.today();
      const { good, bad } = parseItems(laborerBody, body.items);
      const items = good.map(({ index, item }) => ({ index, item: inputOf(item, principal.name, today) }));
      const written = await upsertLaborers(context, { principal, items });
      return { body: presentBulk(inOrder(written, bad)) };
    }),
    route(endpoints.search, async ({ principal, body }) => {
      const laborer = await findByIdNumber(context, { principal, idNumber: body.idNumber });
      return { body: present(laborer) };
    }),
    route(endpoints.read, async ({ principal, params }) => {
      const laborer = await readLaborer(context, { principal, ...params });
      return { body: present(laborer), version: laborer.version };
    }),
    route(endpoints.replace, async ({ principal, params, body, ifMatch }) => {
      const version = requiredVersion(ifMatch);
      const change = { ...body, intention: wishesOf(body.intention) };
      const laborer = await replaceLaborer(context, { principal, ...params, change, version });
      return { body: present(laborer), version: laborer.version };
    }),
    route(endpoints.correct, async ({ principal, params, body, ifMatch }) => {
      const { intention, ...fields } = body;
      const known =
        intention === undefined ? undefined : await readLaborer(context, { principal, ...params });
      const correction =
        known === undefined ? fields : { ...fields, intention: { ...known.intention, ...intention } };
      const version = requiredVersion(ifMatch);
      const laborer = await correctPerson(context, { principal, ...params, correction, version });
      return { body: present(laborer), version: laborer.version };
    }),
    route(endpoints.remove, async ({ principal, params }) => {
      await removeLaborer(context, { principal, ...params });
      return {};
    }),
    route(endpoints.consent, async ({ principal, params, body }) => {
      const laborer = await setConsent(context, { principal, ...params, ...body });
      return { body: present(laborer), version: laborer.version };
    }),
    route(endpoints.consents, async ({ principal, params }) => ({
      body: { items: await readConsents(context, { principal, ...params }) },
    })),
    route(endpoints.contact, async ({ principal, params, body }) => {
      const personal = await revealContact(context, { principal, ...params, purpose: body.purpose });
      return { body: { laborerId: params.laborerId, idNumber: personal.idNumber, phone: personal.phone } };
    }),
  ];
}

type LaborerBody = z.output<typeof laborerBody>;

/** Since when she is on a list is today unless the body says; the clock is asked only when it matters. */
async function todayFor(context: FlowContext, body: LaborerBody): Promise<string> {
  return body.list === undefined || body.listFrom !== undefined ? '' : await context.db.today();
}

/** A body as flows take it: birth date and sex follow the ID number; a false one is told by the flow. */
function inputOf(body: LaborerBody, source: string, today: string): LaborerInput {
  const { idNumber, phone, list, listFrom, ...record } = body;
  const isSound = idNumberFault(idNumber) === null;
  return {
    record: {
      ...record,
      intention: wishesOf(body.intention),
      birthDate: isSound ? birthDateOf(idNumber) : '',
      sex: isSound ? sexOf(idNumber) : undefined,
    },
    personal: { idNumber, phone },
    list: list === undefined ? null : { kind: list, validFrom: listFrom ?? today, source },
    silentOn: missing(body.intention),
  };
}

const NO_WISHES = { areas: [], tiers: [], wishedOccupations: [], refusedOccupations: [] };

/** All wishes: lists that the body does not mention are empty. */
function wishesOf(intention: LaborerBody['intention']): JobIntention {
  return { ...NO_WISHES, ...intention };
}

/** The lists of wishes that the body does not mention: an update leaves them as they are. */
function missing(intention: LaborerBody['intention'] = {}): SilentFact[] {
  return (['areas', 'tiers', 'wishedOccupations', 'refusedOccupations'] as const).filter(
    (list) => intention[list] === undefined,
  );
}
