/**
 * Loaded before a program (`node --import`), it moves the clock that the program sees by CHAOS_CLOCK_MS. Timers are left alone, as by a
 * host whose clock was set wrong.
 */
const shiftMs = Number(process.env.CHAOS_CLOCK_MS ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shiftMs);
    else super(...given);
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
};
