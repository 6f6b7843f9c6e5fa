/** For HEALTHCHECK in the image, which has no curl: exits 0 when the API server of this container answers. */
import { get } from 'node:http';

const TIMEOUT_MS = 4_000;

const request = get(
  {
    host: '127.0.0.1',
    port: process.env['PORT'] ?? '8080',
    path: '/api/v1/health/live',
    timeout: TIMEOUT_MS,
  },
  (response) => {
    response.resume();
    process.exitCode = response.statusCode === 200 ? 0 : 1;
  },
);
request.on('timeout', () => request.destroy());
request.on('error', () => {
  process.exitCode = 1;
});
