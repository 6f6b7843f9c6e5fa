import { say, type Bilingual } from './bilingual.ts';
import type { IsoInstant } from './dates.ts';
import type { BrokerId, LaborerId, NotificationId, OpeningId, OutboxId, RunId } from './ids.ts';

/** Ways out of the system, in the order in which they are listed. A broker has at most one of each. */
export const OUTSIDE_CHANNELS = ['email', 'webhook', 'wecom', 'sms'] as const;
export type OutsideChannel = (typeof OUTSIDE_CHANNELS)[number];

/** Ways a digest reaches a broker. */
export type Channel = 'inbox' | OutsideChannel;

/** The channels in words. */
export const CHANNEL_WORDS: Readonly<Record<Channel, Bilingual>> = {
  inbox: say('收件箱', 'inbox'),
  email: say('邮件', 'e-mail'),
  webhook: say('网络回调', 'webhook'),
  wecom: say('企业微信群机器人', 'WeChat Work bot'),
  sms: say('短信', 'SMS'),
};

/** Why a pair is in a digest: not told before, or told and changed since. */
export const PAIR_NEWS = ['new', 'reopened', 'wage', 'place', 'start', 'score'] as const;
export type PairNews = (typeof PAIR_NEWS)[number];

/** The news of a pair in words. */
export const PAIR_NEWS_WORDS: Readonly<Record<PairNews, Bilingual>> = {
  new: say('新匹配', 'new match'),
  reopened: say('重新可推荐', 'open to her again'),
  wage: say('工资有变', 'wage changed'),
  place: say('工作地点有变', 'place of work changed'),
  start: say('开工日期有变', 'first day changed'),
  score: say('匹配程度变化 5% 以上', 'score changed by 5 % or more'),
};

/** Why a pair that she was told of is gone. */
export const LOSS_REASONS = [
  'laborer_removed',
  'consent_withdrawn',
  'laborer_placed',
  'laborer_unwilling',
  'opening_withdrawn',
  'opening_closed',
  'opening_full',
  'employer_suspended',
  'outranked',
] as const;
export type LossReason = (typeof LOSS_REASONS)[number];

/** The reasons in words. */
export const LOSS_REASON_WORDS: Readonly<Record<LossReason, Bilingual>> = {
  laborer_removed: say('本人已注销登记', 'she is no longer registered'),
  consent_withdrawn: say('本人已撤回匹配或联系的同意', 'she took her consent back'),
  laborer_placed: say('本人已就业', 'she has work now'),
  laborer_unwilling: say('本人暂无外出务工意愿', 'she does not look for work now'),
  opening_withdrawn: say('岗位已撤回', 'the opening was withdrawn'),
  opening_closed: say('岗位不在招聘期', 'the opening is not open now'),
  opening_full: say('岗位已招满', 'the opening is filled'),
  employer_suspended: say('用人单位停止推荐或有欠薪', 'the employer is suspended or owes wages'),
  outranked: say('条件有变或已有更合适的岗位', 'facts changed, or better openings came'),
};

/** One pair in a digest. Stays inside the system (inbox), never in what leaves it. */
export interface DigestItem {
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId;
  readonly score: number;
  readonly news: PairNews;
  /** Whether no digest has told her of this laborer before. */
  readonly isNewLaborer: boolean;
}

/** A pair that she was told of and that is gone. Stays inside the system. */
export interface DigestLoss {
  readonly laborerId: LaborerId;
  readonly openingId: OpeningId;
  readonly reason: LossReason;
}

/** 推送摘要: what is new for one broker since the last digest that reached her. */
export interface Digest {
  readonly runId: RunId;
  readonly brokerId: BrokerId;
  /** Laborers in `items`. */
  readonly newLaborers: number;
  /** Pairs in `items`. */
  readonly newPairs: number;
  /** At most 20 laborers by what a call is worth, each with at most 3 pairs, best first. */
  readonly items: readonly DigestItem[];
  /** Laborers with good new pairs who come in later digests. */
  readonly waiting: number;
  readonly losses: readonly DigestLoss[];
}

/** 通知 in the inbox. */
export interface Notification {
  readonly id: NotificationId;
  readonly brokerId: BrokerId;
  readonly digest: Digest;
  readonly titleZh: string;
  readonly createdAt: IsoInstant;
  readonly readAt: IsoInstant | null;
}

/** 发件箱: one effect, unique by (run, broker, channel). */
export interface OutboxMessage {
  readonly key: number;
  readonly runId: RunId;
  readonly brokerId: BrokerId;
  readonly channel: Channel;
  readonly digest: Digest;
  /** When it was written: in the transaction that published. */
  readonly createdAt: IsoInstant;
  /** Times that it was taken before. */
  readonly attempts: number;
  /** Parts of it that are out already, where it takes several. */
  readonly partsSent: number;
}

/** 死信: a message that was given up, for a person to look at. */
export interface DeadLetter {
  readonly id: OutboxId;
  readonly runId: RunId;
  readonly brokerId: BrokerId;
  readonly channel: Channel;
  readonly attempts: number;
  readonly diedAt: IsoInstant;
  /** Why, in both languages; without address or server text. */
  readonly error: string;
}

/** What became of the notices of a run. */
export interface RunNotices {
  readonly runId: RunId;
  /** By channel: how many wait, went out, had nothing left to say, or were given up. */
  readonly channels: readonly {
    readonly channel: Channel;
    readonly waiting: number;
    readonly sent: number;
    readonly nothingLeft: number;
    readonly dead: number;
  }[];
  /** Brokers whose digest of this run lies in the inbox alone: they have no way out that is set up. */
  readonly inboxOnly: readonly BrokerId[];
}

/** The counts that stand beside the items of a digest. */
export function countsOf(items: readonly DigestItem[]): Pick<Digest, 'newLaborers' | 'newPairs'> {
  return { newLaborers: new Set(items.map((item) => item.laborerId)).size, newPairs: items.length };
}
