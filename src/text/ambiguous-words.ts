import type { Code } from '../domain/occupation.ts';

/** A word of several occupations: the words near it that decide, and what it means without any. */
export interface AmbiguousWord {
  readonly words: string;
  readonly byContext: readonly { readonly code: Code; readonly hint: RegExp }[];
  readonly otherwise: Code;
}

const SITE = /工地|建筑|土建|施工|项目|模板|支模|装修|外墙/;

/** What each means alone follows the trades of Gansu's people who work away: building before furniture. */
export const AMBIGUOUS_WORDS: readonly AmbiguousWord[] = [
  {
    words: '木工',
    byContext: [{ code: 'furniture', hint: /家具|板式|橱柜|衣柜|实木|木器|门窗/ }],
    otherwise: 'formwork',
  },
  { words: '木匠', byContext: [{ code: 'formwork', hint: SITE }], otherwise: 'furniture' },
  {
    words: '油漆工',
    byContext: [{ code: 'painter_ind', hint: /工业|工厂|喷涂|汽车|设备|钢结构|车间|家具|机械/ }],
    otherwise: 'decor_paint',
  },
  { words: '漆工', byContext: [{ code: 'decor_paint', hint: SITE }], otherwise: 'painter_ind' },
  {
    words: '小时工',
    byContext: [{ code: 'general', hint: /工厂|车间|电子|流水线|制造/ }],
    otherwise: 'nanny',
  },
  { words: '下料工', byContext: [{ code: 'cutting', hint: /服装|制衣|面料|布/ }], otherwise: 'sheetmetal' },
  { words: '钣金喷漆', byContext: [], otherwise: 'auto_repair' },
  {
    words: '司机',
    byContext: [
      { code: 'truck', hint: /货车|大货|A2|B2|挂车|半挂|渣土|罐车|卡车|货运/ },
      { code: 'forklift', hint: /叉车/ },
      { code: 'excavator', hint: /挖机|挖掘/ },
    ],
    otherwise: 'van_driver',
  },
  {
    words: '驾驶员',
    byContext: [{ code: 'truck', hint: /货车|大货|A2|B2|挂车|半挂|渣土|罐车|卡车|货运/ }],
    otherwise: 'van_driver',
  },
  {
    words: '护理员',
    byContext: [{ code: 'eldercare', hint: /养老|老人|敬老|福利院/ }],
    otherwise: 'hospital_care',
  },
  { words: '种地', byContext: [], otherwise: 'greenhouse' },
];
