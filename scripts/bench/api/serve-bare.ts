/** The peer of the API: Express, one route, the same bytes from memory, nothing else. BENCH_ANSWERS: one JSON text a line. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import express from 'express';
import { listen } from '../../../src/api/listen.ts';
import type { ServerReady } from './server-process.ts';

const answers = new Map<string, Buffer>();
const lines = createInterface({ input: createReadStream(process.env['BENCH_ANSWERS'] ?? '') });
for await (const line of lines) {
  // The bench wrote it: every answer names its laborer.
  const { laborerId } = JSON.parse(line) as { laborerId: string };
  answers.set(laborerId, Buffer.from(line));
}
const app = express();
// Neither has the API an ETag on lists: to compute one would only slow the peer down.
app.disable('etag');
app.get('/api/v1/laborers/:laborerId/recommendations', (request, response) => {
  response.type('application/json').send(answers.get(request.params.laborerId));
});
const { url } = await listen(app, { host: '127.0.0.1', port: 0, whenTaken: 'fail' });
process.send?.({ url } satisfies ServerReady);
