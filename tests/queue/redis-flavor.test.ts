import { expect, it } from 'vitest';
import { serverVersion } from '../../src/queue/redis-flavor.ts';

it.each([
  ['# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n', 'redis 7.0.15'],
  ['# Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\n', 'valkey 8.1.0'],
  ['redis_version:8.0.0\r\nmultiplexing_api:mock\r\n', 'js-redis-server (redis 8.0.0)'],
  ['', 'redis unknown'],
])('INFO %j is called %s', (info, name) => {
  expect(serverVersion(info)).toBe(name);
});
