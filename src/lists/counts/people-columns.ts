import type { AreaCode } from '../../domain/area.ts';
import { NEVER, type Day } from './days.ts';
import { packFacts, type CountedFacts } from './packed-facts.ts';

/** One stay on a list, as counts need it. */
export interface CountedStay {
  readonly isEmployed: boolean;
  readonly from: Day;
  /** Exclusive; `NEVER` while it is open. */
  readonly to: Day;
  /** Position in WORK_TIERS: where she works seen from home; of a willing stay 0. */
  readonly workTier: number;
}

/** A person as counts need her. */
export interface CountedPerson extends CountedFacts {
  readonly key: number;
  readonly homeCode: AreaCode;
  readonly bornOn: Day;
  /** From this day on she is in the register. */
  readonly registeredOn: Day;
  /** On this day she is no longer; `NEVER`. */
  readonly leftOn: Day;
}

/** Rooms at first; they double. */
const FIRST_ROOM = 1_024;
/** A stay is packed as `workTier * 2 + isEmployed`. */
const TIER_SHIFT = 1;

/**
 * People and their stays in columns: two million of them are counted in some ten milliseconds. A person's stays hang together by
 * `nextStay`; who is put again leaves her old stays behind, out of every chain.
 */
export class PeopleColumns {
  size = 0;
  key = new Int32Array(FIRST_ROOM);
  home = new Int32Array(FIRST_ROOM);
  bornOn = new Int32Array(FIRST_ROOM);
  registeredOn = new Int32Array(FIRST_ROOM);
  leftOn = new Int32Array(FIRST_ROOM);
  facts = new Int32Array(FIRST_ROOM);
  firstStay = new Int32Array(FIRST_ROOM);
  stays = 0;
  stayFrom = new Int32Array(FIRST_ROOM);
  stayTo = new Int32Array(FIRST_ROOM);
  stayPacked = new Uint8Array(FIRST_ROOM);
  nextStay = new Int32Array(FIRST_ROOM);
  /** Home codes by their number in `home`. */
  readonly homes: AreaCode[] = [];
  readonly #homeNumbers = new Map<AreaCode, number>();
  /** Slot + 1 by the person's key; 0: not here. */
  #slotOfKey = new Int32Array(FIRST_ROOM);

  /** Puts a person in, or in place of what was known of her, without stays. */
  put(person: CountedPerson): void {
    const slot = this.#slotFor(person.key);
    this.key[slot] = person.key;
    this.home[slot] = this.#homeNumber(person.homeCode);
    this.bornOn[slot] = person.bornOn;
    this.registeredOn[slot] = person.registeredOn;
    this.leftOn[slot] = person.leftOn;
    this.facts[slot] = packFacts(person);
    this.firstStay[slot] = -1;
  }

  /** Adds a stay of a person who was put; of an unknown one it is passed over. */
  addStay(key: number, stay: CountedStay): void {
    const slot = (this.#slotOfKey[key] ?? 0) - 1;
    if (slot < 0) return;
    this.#makeRoomForStay();
    const at = this.stays;
    this.stays += 1;
    this.stayFrom[at] = stay.from;
    this.stayTo[at] = stay.to;
    this.stayPacked[at] = (stay.workTier << TIER_SHIFT) | (stay.isEmployed ? 1 : 0);
    this.nextStay[at] = this.firstStay[slot] ?? -1;
    this.firstStay[slot] = at;
    // Whoever was on a list then was known then, whenever she was typed in.
    if (stay.from < (this.registeredOn[slot] ?? NEVER)) this.registeredOn[slot] = stay.from;
  }

  /** Forgets a person whose record is gone. */
  forget(key: number): void {
    const slot = (this.#slotOfKey[key] ?? 0) - 1;
    if (slot < 0) return;
    this.firstStay[slot] = -1;
    this.registeredOn[slot] = NEVER;
  }

  #slotFor(key: number): number {
    if (key >= this.#slotOfKey.length) this.#slotOfKey = grownTo(this.#slotOfKey, 2 * key);
    const known = this.#slotOfKey[key] ?? 0;
    if (known > 0) return known - 1;
    if (this.size === this.key.length) this.#makeRoom();
    this.size += 1;
    this.#slotOfKey[key] = this.size;
    return this.size - 1;
  }

  #homeNumber(code: AreaCode): number {
    const known = this.#homeNumbers.get(code);
    if (known !== undefined) return known;
    this.homes.push(code);
    this.#homeNumbers.set(code, this.homes.length - 1);
    return this.homes.length - 1;
  }

  #makeRoom(): void {
    const room = 2 * this.size;
    this.key = grownTo(this.key, room);
    this.home = grownTo(this.home, room);
    this.bornOn = grownTo(this.bornOn, room);
    this.registeredOn = grownTo(this.registeredOn, room);
    this.leftOn = grownTo(this.leftOn, room);
    this.facts = grownTo(this.facts, room);
    this.firstStay = grownTo(this.firstStay, room);
  }

  #makeRoomForStay(): void {
    if (this.stays < this.stayFrom.length) return;
    const room = 2 * this.stays;
    this.stayFrom = grownTo(this.stayFrom, room);
    this.stayTo = grownTo(this.stayTo, room);
    this.nextStay = grownTo(this.nextStay, room);
    const packed = new Uint8Array(room);
    packed.set(this.stayPacked);
    this.stayPacked = packed;
  }
}

function grownTo(column: Int32Array<ArrayBuffer>, room: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(Math.max(room, column.length));
  grown.set(column);
  return grown;
}
