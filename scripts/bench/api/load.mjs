/**
 * The load of the API's bench, in a process of its own: reads { url, connections, seconds, key, paths } from standard input,
 * asks for all paths with autocannon, each connection for its own part of them, and writes what autocannon found.
 */
import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';

const { url, connections, seconds, key, paths } = JSON.parse(await text(process.stdin));
let client = 0;
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  headers: { authorization: `Bearer ${key}` },
  setupClient: (one) => {
    const own = paths.filter((_path, at) => at % connections === client);
    client += 1;
    one.setRequests(own.map((path) => ({ method: 'GET', path })));
  },
});
process.stdout.write(JSON.stringify(result));
