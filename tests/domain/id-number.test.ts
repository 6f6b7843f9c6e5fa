import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import {
  birthDateOf,
  idCheckCharacter,
  idNumberFault,
  maskIdNumber,
  maskPhone,
  sexOf,
  standardIdNumber,
} from '../../src/domain/id-number.ts';

/** First 17 digits under a prefix that nobody has, with any real birth date from 1920 to 2024. */
const first17 = fc
  .tuple(fc.integer({ min: 0, max: 38_000 }), fc.integer({ min: 0, max: 999 }))
  .map(
    ([day, order]) =>
      `629999${addDays('1920-01-01', day).replaceAll('-', '')}${String(order).padStart(3, '0')}`,
  );

describe('ID number', () => {
  it('is sound with its check character and with no other', () => {
    fc.assert(
      fc.property(first17, (digits) => {
        const right = idCheckCharacter(digits);
        expect(idNumberFault(digits + right)).toBeNull();
        const wrong = [...'0123456789X'].filter((character) => character !== right);
        expect(
          wrong.every((character) => idNumberFault(digits + character) === 'wrong_check_character'),
        ).toBe(true);
      }),
    );
  });

  it('has the check character that an independent library computes', () => {
    fc.assert(
      fc.property(first17, (digits) => {
        expect(stdnum.CN!.ric!.validate(digits + idCheckCharacter(digits)).isValid).toBe(true);
      }),
    );
  });

  it('refuses a day that the calendar does not have', () => {
    const digits = '62999919800230001';
    expect(idNumberFault(digits + idCheckCharacter(digits))).toBe('no_such_date');
  });

  it('of 15 digits is the number of 18 characters of the same person, as an independent library sees it', () => {
    const born = fc.integer({ min: 0, max: 36_523 }).map((day) => addDays('1900-01-01', day));
    fc.assert(
      fc.property(born, fc.integer({ min: 0, max: 999 }), (date, order) => {
        const tail = String(order).padStart(3, '0');
        const old = `629999${date.slice(2).replaceAll('-', '')}${tail}`;
        const number = standardIdNumber(old);
        expect(number.slice(0, 17)).toBe(`629999${date.replaceAll('-', '')}${tail}`);
        expect(idNumberFault(number)).toBeNull();
        expect(birthDateOf(number)).toBe(date);
        expect(stdnum.CN!.ric!.validate(number).isValid).toBe(true);
        // Writing it in groups or with a small x, or bringing it to 18 twice, changes nothing.
        expect(standardIdNumber(number)).toBe(number);
        expect(standardIdNumber(` ${number.slice(0, 6)}-${number.slice(6).toLowerCase()}`)).toBe(number);
      }),
    );
  });

  it('of 15 digits with a day that no calendar has stays refused', () => {
    expect(idNumberFault(standardIdNumber('629999800230001'))).toBe('no_such_date');
    expect(idNumberFault(standardIdNumber('62999980010100'))).toBe('not_18_characters');
  });

  it('refuses other lengths and letters', () => {
    expect(idNumberFault('629999800101001')).toBe('not_18_characters');
    expect(idNumberFault('62999919800101OO1X')).toBe('not_digits');
  });

  it('takes a small x for the check character ten', () => {
    const digits = [...Array(200).keys()]
      .map((order) => `62999919800101${String(order).padStart(3, '0')}`)
      .find((candidate) => idCheckCharacter(candidate) === 'X');
    expect(idNumberFault(`${digits}x`)).toBeNull();
  });

  it('tells birth date and sex, and is masked without them', () => {
    const sound = `62999919800101001${idCheckCharacter('62999919800101001')}`;
    expect(birthDateOf(sound)).toBe('1980-01-01');
    expect(sexOf(sound)).toBe('male');
    expect(maskIdNumber(sound)).toBe(`629999********${sound.slice(-4)}`);
    expect(maskIdNumber(sound)).not.toContain('1980');
    expect(maskPhone('10012345678')).toBe('100****5678');
    expect(maskPhone('8001234')).toBe('****34');
  });
});
