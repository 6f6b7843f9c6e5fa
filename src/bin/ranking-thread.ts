import { serveRanking } from '../app.ts';

await serveRanking();
