import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import { creditCheckCharacter, isCreditCode } from '../../src/domain/credit-code.ts';

const body = fc
  .array(fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), { minLength: 9, maxLength: 9 })
  .map((characters) => `91629999${characters.join('')}`);

describe('unified social credit code', () => {
  it('is sound with its check character alone', () => {
    fc.assert(
      fc.property(body, (first17) => {
        const right = creditCheckCharacter(first17);
        expect(isCreditCode(first17 + right)).toBe(true);
        const others = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((character) => character !== right);
        expect(others.some((character) => isCreditCode(first17 + character))).toBe(false);
      }),
    );
  });

  it('agrees with an independent library', () => {
    fc.assert(
      fc.property(body, (first17) => {
        const right = creditCheckCharacter(first17);
        // Where the sum leaves no rest the standard asks for 0; the library then accepts no character at all.
        fc.pre(right !== '0');
        const code = first17 + right;
        expect(stdnum.CN!.uscc!.validate(code).isValid).toBe(true);
      }),
    );
  });

  it('refuses the letters that the standard leaves out, and other lengths', () => {
    expect(isCreditCode('9162999900000000IO')).toBe(false);
    expect(isCreditCode('')).toBe(false);
    expect(isCreditCode('916299990000000001X')).toBe(false);
  });
});
