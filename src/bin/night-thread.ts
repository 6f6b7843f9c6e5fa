import { serveNights } from '../thread-supplies.ts';

await serveNights();
