import { expect, it } from 'vitest';
import { throttleErrors } from '../../src/queue/error-throttle.ts';

it('an outage is told once a minute, another error at once', () => {
  const told: string[] = [];
  let now = 0;
  const tell = throttleErrors(
    (error) => told.push(error.message),
    () => now,
  );
  tell(new Error('refused'));
  now = 30_000;
  tell(new Error('refused'));
  tell(new Error('reset'));
  now = 61_000;
  tell(new Error('refused'));
  expect(told).toEqual(['refused', 'reset', 'refused']);
});
