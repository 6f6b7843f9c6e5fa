import { describe, expect, it } from 'vitest';
import { entityTag, isUnchanged, versionOf } from '../../src/api/middleware/entity-tag.ts';

describe('entity tags', () => {
  it('change with the version and with what was shown', () => {
    const tags = [entityTag(1, 'a'), entityTag(2, 'a'), entityTag(1, 'b')];
    expect(new Set(tags).size).toBe(3);
    expect(entityTag(1, 'a')).toBe(tags[0]);
  });

  it('give their version back, weak or strong', () => {
    const tag = entityTag(12, 'x');
    expect(versionOf(tag, true)).toBe(12);
    expect(versionOf(`W/${tag}`, true)).toBe(12);
    expect(versionOf('"v7"', true)).toBe(7);
    expect(versionOf(undefined, false)).toBeUndefined();
  });

  it.each(['*', 'v1', '"1"', '"v1', '"v9999999999"', ''])('are not %j', (text) => {
    expect(() => versionOf(text, true)).toThrow('If-Match');
  });

  it('are found in a list, also weak, and by a star', () => {
    const tag = entityTag(1, 'a');
    expect(isUnchanged(`"other", W/${tag}`, tag)).toBe(true);
    expect(isUnchanged('*', tag)).toBe(true);
    expect(isUnchanged('"other"', tag)).toBe(false);
    expect(isUnchanged(undefined, tag)).toBe(false);
  });
});
