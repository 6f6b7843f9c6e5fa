import type { Factor } from './factor.ts';
import { distance } from './distance.ts';
import { location } from './location.ts';
import { skill } from './skill.ts';
import { stability } from './stability.ts';
import { terms } from './terms.ts';

/** The five factors, in the order of FACTORS: of parts, of explanations, of stored rows. */
export const FACTOR_LIST = [skill, location, distance, stability, terms] as const satisfies readonly Factor[];
