import { hasOpenArrears, type Employer } from '../../../src/domain/employer.ts';
import { epochOf } from '../../../src/domain/epoch.ts';
import { makeId } from '../../../src/domain/ids.ts';
import type { MatchLaborer, MatchOpening, MatchSettings } from '../../../src/domain/match-input.ts';
import { DEFAULT_PROFILE } from '../../../src/domain/weights.ts';
import { askedCodes } from '../../../src/matching/asked-code.ts';
import { loadReference } from '../../../src/reference/load-reference.ts';
import { stabilityScores } from '../../../src/stability/stability-score.ts';
import { buildIdf } from '../../../src/text/idf.ts';
import { REFERENCE_DATE } from '../../make-province/ages.ts';
import type { SyntheticEmployer } from '../../make-province/employer.ts';
import { generateProvince, type Province } from '../../make-province/province.ts';

/** A province as the engine is given it, without a database in between. */
export interface EngineInput {
  readonly settings: MatchSettings;
  readonly openings: readonly MatchOpening[];
  /** Any laborer by index, all of them willing; made when asked for. */
  readonly laborer: (index: number) => MatchLaborer;
}

/** Makes the province of a seed and turns its records into what the engine reads. */
export function engineInput(sizes: { seed: number; laborers: number; openings: number }): EngineInput {
  const reference = loadReference();
  const province = generateProvince({ ...sizes, willingShare: 1, reference });
  const openings = matchOpenings(province, sizes.openings);
  return {
    settings: {
      runDate: REFERENCE_DATE,
      epoch: epochOf(REFERENCE_DATE),
      profile: DEFAULT_PROFILE,
      ontology: reference.ontology,
      idf: { version: 1, ...buildIdf(openings.map((each) => askedCodes(each).map(({ key }) => key))) },
      regions: reference.regions,
      // Tianjin and Shandong, the partners since 2021.
      pairs: [
        { homePrefix: '62', partnerPrefix: '12', from: '2021-01-01', to: null },
        { homePrefix: '62', partnerPrefix: '37', from: '2021-01-01', to: null },
      ],
    },
    openings,
    laborer: (index) => matchLaborer(province, index),
  };
}

function matchOpenings(province: Province, count: number): MatchOpening[] {
  const stabilities = stabilityScores(province.employers.map(storedEmployer), epochOf(REFERENCE_DATE).monday);
  const isSuspended = ({ record }: SyntheticEmployer): boolean => hasOpenArrears(record, REFERENCE_DATE);
  return Array.from({ length: count }, (_opening, index): MatchOpening => {
    const { input, employer, worksite } = province.opening(index);
    const worksiteEmployerId = makeId('E', worksite.index + 1);
    const stability = stabilities.get(worksiteEmployerId);
    if (stability === undefined) throw new Error(`Employer ${worksiteEmployerId} has no stability`);
    return {
      ...input.record,
      id: makeId('O', index + 1),
      employerId: makeId('E', employer.index + 1),
      worksiteEmployerId,
      isEmployerSuspended: isSuspended(employer) || isSuspended(worksite),
      isPublicPost: worksite.record.kind === 'public_post',
      stability,
    };
  });
}

function storedEmployer({ record, index }: SyntheticEmployer): Employer {
  return { ...record, id: makeId('E', index + 1), distress: null, version: 1 };
}

function matchLaborer(province: Province, index: number): MatchLaborer {
  const { record, list } = province.laborer(index).input;
  return {
    id: makeId('L', index + 1),
    homeCode: record.homeCode,
    originCode: record.currentPlaceCode ?? record.homeCode,
    birthDate: record.birthDate,
    education: record.education,
    laborAbility: record.laborAbility,
    holdings: record.holdings,
    certificates: record.certificates,
    mandarin: record.mandarin,
    inSchool: record.inSchool,
    matchConsent: record.matchConsent,
    intention: record.intention,
    isWilling: true,
    willingSince: list?.validFrom ?? null,
    groups: Object.entries(record.flags).flatMap(([group, isSet]) => (isSet ? [group] : [])),
    unknownGroups: [],
    refusals: [],
  };
}
