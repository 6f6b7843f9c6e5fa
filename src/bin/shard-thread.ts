import { serveShardsHere } from '../thread-supplies.ts';

await serveShardsHere();
