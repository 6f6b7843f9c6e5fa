import { say, type Bilingual } from '../domain/bilingual.ts';
import { digestTitle } from '../domain/digest-title.ts';
import type { Notice, NoticeOpening } from '../domain/notice.ts';

/** A notice in words: counts, openings and a link. */
export interface NoticeText {
  readonly title: Bilingual;
  /** Chinese; an opening a line, then how many wait. */
  readonly lines: readonly string[];
  /** Where to read the rest. */
  readonly call: Bilingual;
  /** Which run it is of, and that nobody need answer. */
  readonly footer: Bilingual;
}

/** The words of a notice, for people. */
export function noticeText(notice: Notice): NoticeText {
  if (notice.kind === 'test') return testText(notice);
  const waiting =
    notice.waiting === 0 ? [] : [`另有 ${notice.waiting} 名劳动力排在后面，之后的摘要陆续推荐。`];
  return {
    title: digestTitle(notice),
    lines: [...notice.openings.map(openingLine), ...waiting],
    call: say(
      '姓名和推荐理由请登录陇桥收件箱查看：',
      'Sign in to your Longqiao inbox for names and reasons:',
    ),
    footer: say(
      `匹配批次 ${notice.runId}。本消息由系统自动发送，不含个人信息，请勿回复。`,
      `Matching run ${notice.runId}. Sent automatically, without personal data; please do not reply.`,
    ),
  };
}

function testText(notice: Notice): NoticeText {
  return {
    title: say(
      '陇桥测试消息：此渠道可以收到每日摘要',
      'Longqiao test: this channel receives the daily digest',
    ),
    lines: [],
    call: say('陇桥收件箱：', 'Longqiao inbox:'),
    footer: say(
      `经纪人 ${notice.brokerId}。收到即说明设置正确，请勿回复。`,
      `Broker ${notice.brokerId}. If you read this, all is set up; please do not reply.`,
    ),
  };
}

/** `缝纫工（天津某服装厂，天津市，4500—5500元/月）：3 名合适人选`. */
function openingLine({ title, employerName, place, wage, candidates }: NoticeOpening): string {
  const about = [employerName, place, wage].filter((part) => part !== '').join('，');
  return `${title}${about === '' ? '' : `（${about}）`}：${candidates} 名合适人选`;
}
