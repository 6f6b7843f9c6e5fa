import { say } from '../../domain/bilingual.ts';
import type { LaborBroker, LaborStation, Principal } from '../../domain/broker.ts';
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import { assertAreaAllowed, authorize } from '../authorize.ts';
import { assertNoProblems } from '../bulk.ts';
import { areaProblems, problem } from '../check-codes.ts';
import type { FlowContext } from '../context.ts';

export interface AddBrokerInput {
  readonly principal: Principal;
  readonly broker: Omit<LaborBroker, 'id' | 'stationId'>;
  /** The station the broker works at; added with the broker. */
  readonly station?: Omit<LaborStation, 'id'>;
}

/** Adds a broker, and the station where one is given. @throws AppError `FORBIDDEN`, `INVALID_INPUT`, `AREA_OUT_OF_SCOPE`. */
export async function addBroker(context: FlowContext, input: AddBrokerInput): Promise<LaborBroker> {
  authorize(input.principal, 'broker.manage');
  assertNoProblems([
    ...scopeProblems(input.broker.scope),
    ...(input.station === undefined
      ? []
      : areaProblems(context.reference, input.station.areaCode, '/station/areaCode')),
  ]);
  for (const area of input.broker.scope) assertAreaAllowed(input.principal, area);
  return await context.db.transaction(async (stores) => {
    const stationId = input.station === undefined ? null : await stores.brokers.addStation(input.station);
    const id = await stores.brokers.add({ ...input.broker, stationId });
    await stores.audit.add({
      actor: input.principal.name,
      action: 'broker.add',
      subject: id,
      purpose: null,
    });
    const added = await stores.brokers.find(id);
    if (added === null) throw gone(id);
    return added;
  });
}

/** What is wrong with area prefixes: at least one; each empty (everywhere) or 2, 4, 6, 9 or 12 digits. */
export function scopeProblems(scope: readonly string[]): FieldProblem[] {
  if (scope.length === 0) {
    return [problem('/scope', '至少要有一个区划前缀', 'Give at least one area prefix')];
  }
  return scope.flatMap((prefix, index) =>
    /^(|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(prefix)
      ? []
      : [
          problem(
            `/scope/${index}`,
            '区划前缀应为 2、4、6、9 或 12 位数字，空表示全部',
            'An area prefix has 2, 4, 6, 9 or 12 digits; empty is everywhere',
          ),
        ],
  );
}

function gone(id: string): AppError {
  return new AppError({
    kind: 'internal',
    code: 'BROKER_GONE',
    message: say(`刚添加的经纪人 ${id} 读不到`, `The broker ${id} was added but cannot be read`),
  });
}
