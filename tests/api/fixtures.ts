import { expect } from 'vitest';
import { creditCodeOf, idNumberOf, phoneOf } from '../db/builders.ts';
import type { ApiWorld } from './api-world.ts';

/** 陇西县 and 武山县, and a place of work next door. */
export const LONGXI = '621122';
export const WUSHAN = '620524';

/** An employer's body. */
export function employerBody(serial: number, change: object = {}): object {
  return { name: `测试企业${serial}`, creditCode: creditCodeOf(serial), kind: 'in_province', ...change };
}

/** A welder's opening in 陇西县, open to many. */
export function openingBody(employer: number, change: object = {}): object {
  return {
    employerCreditCode: creditCodeOf(employer),
    openingNo: `NO-${employer}`,
    title: '电焊工',
    occupation: 'welder',
    placeCode: LONGXI,
    headcount: 5,
    wage: { lowCnyPerMonth: 5_000, highCnyPerMonth: 7_000 },
    ...change,
  };
}

/** A willing welder with the certificate. */
export function laborerBody(serial: number, change: object = {}): object {
  return {
    idNumber: idNumberOf(serial),
    phone: phoneOf(serial),
    name: `样例${serial}`,
    homeCode: LONGXI,
    list: 'willing',
    listFrom: '2026-01-05',
    education: 'junior',
    laborAbility: 'skilled',
    matchConsent: 'given',
    holdings: [{ code: 'welder', level: 'able' }],
    certificates: ['cert:welding'],
    intention: { areas: [], tiers: ['county', 'prefecture', 'province', 'interprovincial'] },
    ...change,
  };
}

/** Creates something and gives its id. */
export async function make(world: ApiWorld, key: string, path: string, body: object): Promise<string> {
  const response = await world.ask('post', path, { key, body });
  expect({ status: response.status, text: response.text }).toMatchObject({ status: 201 });
  return (response.body as { id: string }).id;
}
