import type { Notice } from '../../src/domain/notice.ts';

/** A notice of a digest with one opening. */
export function aNotice(change: Partial<Notice> = {}): Notice {
  return {
    id: 'digest.R12.B3.email',
    kind: 'digest',
    brokerId: 'B3',
    runId: 'R12',
    at: '2026-11-25T18:00:00.000Z',
    newLaborers: 7,
    newPairs: 31,
    waiting: 0,
    losses: 0,
    openings: [
      {
        openingId: 'O55',
        title: '缝纫工',
        employerName: '天津某服装厂',
        place: '天津市',
        wage: '4500–5500 元/月',
        candidates: 3,
      },
    ],
    ...change,
  };
}
