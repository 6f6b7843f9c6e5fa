import parser from 'cron-parser';

/** When a cron pattern, read in UTC, was due last at or before an instant. @throws Error of a pattern that is none. */
export function lastDue(cron: string, now: Date): Date {
  // The parser looks strictly before: a millisecond on, the instant itself counts.
  const after = new Date(now.getTime() + 1);
  return parser.parseExpression(cron, { currentDate: after, tz: 'UTC' }).prev().toDate();
}
