import { areaPrefix, countyOf } from '../../domain/area.ts';
import type { Principal } from '../../domain/broker.ts';
import { nameForEmployer } from '../../domain/consent.ts';
import type { EmployerId, FairId, LaborerId, OpeningId } from '../../domain/ids.ts';
import type { Laborer, PersonalData } from '../../domain/laborer.ts';
import type { Opening } from '../../domain/opening.ts';
import { shownScore } from '../../domain/recommendation.ts';
import type { Reference } from '../../domain/reference.ts';
import { authorize } from '../authorize.ts';
import type { FlowContext } from '../context.ts';
import type { FairExporter, FairSheet, FairSheetRow } from '../ports/files.ts';
import { checkedPurpose } from '../purpose.ts';
import { readPairings, type FairPlan } from './read-pairings.ts';

export interface ExportFairInput {
  readonly principal: Principal;
  readonly fairId: FairId;
  readonly exporter: FairExporter;
  /** Asks for whole ID numbers and phones, and says what for. `null`: masked. */
  readonly unmasked: { readonly purpose: string } | null;
}

/** A fair's list as a file. */
export interface ExportedFair {
  /** Such as `fair-J3.xlsx`. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * A fair's list as a file, masked; who took back the consent to be named to employers stands in it without name and numbers. Unmasked it takes the right, the wish and a purpose, and every person in it is audited
 * before anything is shown.
 * @throws AppError `FORBIDDEN`, `NOT_FOUND`, `PURPOSE_INVALID`.
 */
export async function exportFair(context: FlowContext, input: ExportFairInput): Promise<ExportedFair> {
  authorize(input.principal, 'fair.export');
  if (input.unmasked !== null) authorize(input.principal, 'fair.export_unmasked');
  const purpose = input.unmasked === null ? null : checkedPurpose(input.unmasked.purpose);
  const plan = await readPairings(context, input);
  const revealed = purpose === null ? null : await revealAll(context, input.principal, plan, purpose);
  const sheet = await sheetOf(context, plan, revealed);
  return {
    fileName: `fair-${plan.fair.id}.${input.exporter.format}`,
    mediaType: input.exporter.mediaType,
    bytes: await input.exporter.toBytes(sheet),
  };
}

type Revealed = ReadonlyMap<LaborerId, PersonalData>;

/** Person by person on purpose: each gets an audit entry, in one transaction with the reading. */
async function revealAll(
  context: FlowContext,
  principal: Principal,
  plan: FairPlan,
  purpose: string,
): Promise<Revealed> {
  return await context.db.transaction(async (stores) => {
    const revealed = new Map<LaborerId, PersonalData>();
    const entry = { actor: principal.name, purpose };
    await stores.audit.add({ ...entry, action: 'fair.export_unmasked', subject: plan.fair.id });
    for (const laborer of plan.laborers.values()) {
      if (laborer.consents.naming === 'withdrawn') continue;
      await stores.audit.add({ ...entry, action: 'contact.reveal', subject: laborer.id });
      const personal = await stores.laborers.reveal(laborer.id);
      if (personal !== null) revealed.set(laborer.id, personal);
    }
    return revealed;
  });
}

async function sheetOf(context: FlowContext, plan: FairPlan, revealed: Revealed | null): Promise<FairSheet> {
  const { openings, employers } = context.db.stores;
  const found = await openings.find([...new Set(plan.pairings.map((one) => one.openingId))]);
  const firms = await employers.find([...new Set(found.map((one) => one.employerId))]);
  const book: Book = {
    reference: context.reference,
    openings: new Map(found.map((one) => [one.id, one])),
    employerNames: new Map(firms.map((one) => [one.id, one.name])),
    revealed,
  };
  return {
    name: plan.fair.name,
    heldOn: plan.fair.heldOn,
    place: placeName(context.reference, plan.fair.areaCode),
    isMasked: revealed === null,
    rows: plan.pairings.flatMap((pairing): FairSheetRow[] => {
      const laborer = plan.laborers.get(pairing.laborerId);
      const opening = book.openings.get(pairing.openingId);
      if (laborer === undefined || opening === undefined) return [];
      return [
        {
          booth: pairing.booth,
          slot: pairing.slot,
          score: shownScore(pairing.score),
          reason: pairing.reason.zh,
          ...words(book, laborer, opening),
        },
      ];
    }),
  };
}

/** What the lines of a sheet look things up in. */
interface Book {
  readonly reference: Reference;
  readonly openings: ReadonlyMap<OpeningId, Opening>;
  readonly employerNames: ReadonlyMap<EmployerId, string>;
  readonly revealed: Revealed | null;
}

function words(
  book: Book,
  laborer: Laborer,
  opening: Opening,
): Omit<FairSheetRow, 'booth' | 'slot' | 'score' | 'reason'> {
  const personal = book.revealed?.get(laborer.id);
  const isUnnamed = laborer.consents.naming === 'withdrawn';
  return {
    openingTitle: opening.title,
    employerName: book.employerNames.get(opening.employerId) ?? '',
    workplace:
      opening.placeCode === null ? (opening.placeWords ?? '') : placeName(book.reference, opening.placeCode),
    laborerName: nameForEmployer(laborer),
    idNumber: isUnnamed ? '' : (personal?.idNumber ?? laborer.idNumberMasked),
    phone: isUnnamed ? '' : ((personal === undefined ? laborer.phoneMasked : personal.phone) ?? ''),
    homePlace: placeName(book.reference, laborer.homeCode),
  };
}

function placeName(reference: Reference, code: string): string {
  const region = reference.regions.get(countyOf(code));
  if (region === undefined) return areaPrefix(code);
  const names = [region.provinceName, region.prefectureName, region.name];
  return [...new Set(names)].join('');
}
