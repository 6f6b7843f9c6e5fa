import { say, type Bilingual } from './bilingual.ts';

/** Years for which it stays on record which service was given. */
const SERVICE_YEARS = 3;
/** Days for which somebody who was removed can be brought back by an officer before everything of her is deleted. */
const REMOVED_DAYS = 90;
/** Days for which a digest is kept in an inbox, and a sent message in the outbox. */
const NOTICE_DAYS = 365;

/** How long what is kept; `daysOf` a year counts leap days by calendar, so years are given as an interval. */
interface RetentionRule {
  /** PostgreSQL interval. */
  readonly keepFor: string;
  readonly words: Bilingual;
}

/** What the daily job deletes; documented in docs/privacy.md. */
export const RETENTION_RULES = {
  service_record: {
    keepFor: `${SERVICE_YEARS} years`,
    words: say('已删除人员的服务记录，满三年', 'service records of deleted people, after three years'),
  },
  removed_laborer: {
    keepFor: `${REMOVED_DAYS} days`,
    words: say('已移除的劳动力，满 90 天', 'removed laborers, after 90 days'),
  },
  notification: {
    keepFor: `${NOTICE_DAYS} days`,
    words: say('经纪人收件箱中的摘要，满一年', 'digests in inboxes, after a year'),
  },
  outbox: {
    keepFor: `${NOTICE_DAYS} days`,
    words: say('已发送或已放弃的通知，满一年', 'messages that were sent or given up, after a year'),
  },
} as const satisfies Readonly<Record<string, RetentionRule>>;

export type RetentionRuleName = keyof typeof RETENTION_RULES;

/** What is older than its rule, and whether it was deleted. */
export interface RetentionOutcome {
  readonly rule: RetentionRuleName;
  readonly rows: number;
}
