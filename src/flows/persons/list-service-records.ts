import type { Principal } from '../../domain/broker.ts';
import type { ServiceRecord } from '../../domain/person-file.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';

/** The newest service records of deleted people in the principal's areas; reading them is audited. @throws AppError `FORBIDDEN`. */
export async function listServiceRecords(
  context: FlowContext,
  input: { readonly principal: Principal; readonly limit: number },
): Promise<readonly ServiceRecord[]> {
  authorize(input.principal, 'service_record.read');
  const { stores } = context.db;
  const actor = input.principal.name;
  await stores.audit.add({ actor, action: 'service_record.read', subject: 'service_record', purpose: null });
  return await stores.persons.serviceRecords(input.principal.scope, input.limit);
}
