import { serveNights } from '../app.ts';

await serveNights();
