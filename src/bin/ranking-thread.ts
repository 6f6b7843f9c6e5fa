import { serveRanking } from '../thread-supplies.ts';

await serveRanking();
