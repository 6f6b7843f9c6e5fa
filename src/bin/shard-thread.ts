import { serveShardsHere } from '../app.ts';

await serveShardsHere();
