/** A process that owns services until it is told to stop: prints one JSON line when they run. Argument: the home. */
import { startServices } from '../../src/services/start-services.ts';

const [directory = ''] = process.argv.slice(2);
const services = await startServices({ directory });
console.log(
  JSON.stringify({ owned: services.owned, databaseUrl: services.databaseUrl, redisUrl: services.redisUrl }),
);
const keepAlive = setInterval(() => undefined, 60_000);
process.once('SIGTERM', () => {
  clearInterval(keepAlive);
  void services.stop();
});
