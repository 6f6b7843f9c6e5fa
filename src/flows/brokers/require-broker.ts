import { say } from '../../domain/bilingual.ts';
import type { Principal } from '../../domain/broker.ts';
import { AppError } from '../../domain/errors.ts';
import type { BrokerId } from '../../domain/ids.ts';

/** The broker a key belongs to. @throws AppError `BROKER_KEY_NEEDED` when it belongs to none. */
export function requireBroker(principal: Principal): BrokerId {
  if (principal.brokerId !== null) return principal.brokerId;
  throw new AppError({
    kind: 'forbidden',
    code: 'BROKER_KEY_NEEDED',
    message: say('该密钥不属于任何劳务经纪人', 'This key belongs to no broker'),
    remedy: say(
      '请管理员为经纪人创建密钥：longqiao key create --broker B1',
      'Ask an administrator for a broker’s key: longqiao key create --broker B1',
    ),
  });
}
