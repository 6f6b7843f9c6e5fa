import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPersonalCrypto } from '../../src/db/personal-crypto.ts';
import { testKey } from './open-test-database.ts';

const hashKey = testKey('hash');
const old = { id: '2025', key: testKey('old') };
const fresh = { id: '2026钥', key: testKey('fresh') };
const crypto = createPersonalCrypto({ keys: [fresh, old], hashKey });

describe('personal crypto', () => {
  it('opens what it closed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, place) => {
        expect(crypto.decrypt(crypto.encrypt(plain, place), place)).toBe(plain);
      }),
    );
  });

  it('never makes the same bytes twice', () => {
    const made = Array.from({ length: 100 }, () => crypto.encrypt('same', 'place').toString('hex'));
    expect(new Set(made).size).toBe(100);
  });

  it('writes the key id into each ciphertext and uses the first key', () => {
    expect(crypto.encrypt('x', 'place').includes(Buffer.from(fresh.id))).toBe(true);
  });

  it('opens what an older key closed', () => {
    const before = createPersonalCrypto({ keys: [old], hashKey });
    expect(crypto.decrypt(before.encrypt('x', 'place'), 'place')).toBe('x');
    expect(() => before.decrypt(crypto.encrypt('x', 'place'), 'place')).toThrow('2026钥');
  });

  it('refuses another place and any changed byte', () => {
    const closed = crypto.encrypt('629999', 'laborer.id_number/1');
    expect(() => crypto.decrypt(closed, 'laborer.id_number/2')).toThrow('authentication');
    for (const at of closed.keys()) {
      const changed = Buffer.from(closed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => crypto.decrypt(changed, 'laborer.id_number/1')).toThrow(
        expect.objectContaining({ code: 'CIPHERTEXT_UNREADABLE' }),
      );
    }
    for (const length of closed.keys()) {
      expect(() => crypto.decrypt(closed.subarray(0, length), 'laborer.id_number/1')).toThrow(
        expect.objectContaining({ code: 'CIPHERTEXT_UNREADABLE' }),
      );
    }
  });

  it('hashes the same text to the same 32 bytes, in one purpose and under one key', () => {
    expect(crypto.hash('a', 'p')).toEqual(crypto.hash('a', 'p'));
    expect(crypto.hash('a', 'p')).toHaveLength(32);
    expect(crypto.hash('a', 'p')).not.toEqual(crypto.hash('a', 'q'));
    const other = createPersonalCrypto({ keys: [old], hashKey: testKey('other') });
    expect(crypto.hash('a', 'p')).not.toEqual(other.hash('a', 'p'));
  });

  it('refuses keys that are missing, short, twice the same id or without one', () => {
    const short = { id: 'short', key: new Uint8Array(16) };
    const nameless = { id: '', key: old.key };
    for (const keys of [[], [short], [old, { ...fresh, id: old.id }], [nameless]]) {
      expect(() => createPersonalCrypto({ keys, hashKey })).toThrow(
        expect.objectContaining({ code: 'KEYS_INVALID' }),
      );
    }
    expect(() => createPersonalCrypto({ keys: [old], hashKey: new Uint8Array(31) })).toThrow(
      'keys are not valid',
    );
  });
});
