import { creditCheckCharacter } from '../../src/domain/credit-code.ts';

/** Registered with market supervision (9), a company (1), in an area that does not exist. */
const UNUSED_REGISTRY = '91629999';
/** GB 11714: weights of the eight characters of an organization code. */
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/**
 * A 统一社会信用代码 that belongs to nobody, one-to-one with the index (below 100 million), both check characters
 * true.
 */
export function creditCodeOf(index: number): string {
  const organization = String(index + 1).padStart(8, '0');
  const first17 = UNUSED_REGISTRY + organization + organizationCheck(organization);
  return first17 + creditCheckCharacter(first17);
}

function organizationCheck(digits: string): string {
  let sum = 0;
  for (const [position, weight] of ORGANIZATION_WEIGHTS.entries()) sum += weight * Number(digits[position]);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}
