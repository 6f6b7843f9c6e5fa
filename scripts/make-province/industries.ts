import type { Code } from '../../src/domain/occupation.ts';
import { weighted, type Weighted } from './pick.ts';

/** What employers live on; `zh` is what files write in 行业. */
export type Industry =
  | 'textile'
  | 'electronics'
  | 'machinery'
  | 'construction'
  | 'food'
  | 'logistics'
  | 'catering'
  | 'care'
  | 'property'
  | 'retail'
  | 'farming'
  | 'energy'
  | 'mining'
  | 'automotive'
  | 'shoes'
  | 'public';

interface IndustryTable {
  /** 行业 as files write it. */
  readonly zh: string;
  /** Words of a company's name. */
  readonly nameWords: readonly string[];
  /** Occupations it hires, with weights (M). */
  readonly occupations: Weighted<Code>;
  /** Percent of openings with lodging and with meals, where the work is away from the workers' county (M). */
  readonly lodgingPercent: number;
  readonly mealsPercent: number;
  /** Upper ends of advertised ages (M). */
  readonly ageMax: readonly number[];
  /** Whether one must speak Mandarin with customers. */
  readonly servesPeople: boolean;
}

export const INDUSTRIES: Readonly<Record<Industry, IndustryTable>> = {
  textile: table(
    '纺织服装',
    '服装 制衣 针织',
    'sewing:44 cutting:9 ironing:9 packer:10 knitting:8 weaver:8 general:12',
    {
      lodgingPercent: 80,
      mealsPercent: 60,
      ageMax: [45, 48, 50],
      servesPeople: false,
    },
  ),
  electronics: table(
    '电子信息制造',
    '电子 光电 电子科技',
    'elec_asm:42 general:20 qc:12 smt:10 solder:8 packer:8',
    {
      lodgingPercent: 90,
      mealsPercent: 70,
      ageMax: [40, 42, 45],
      servesPeople: false,
    },
  ),
  machinery: table(
    '机械制造',
    '机械 金属制品 重工',
    'welder:26 general:18 turner:9 fitter:11 stamping:9 miller:6 electrician:8 sheetmetal:6 polisher:4 painter_ind:3',
    { lodgingPercent: 75, mealsPercent: 60, ageMax: [45, 50, 55], servesPeople: false },
  ),
  construction: table(
    '建筑业',
    '建筑工程 建设劳务 建工',
    'rebar:17 formwork:16 mason:13 concrete:10 tiler:7 plasterer:8 scaffold:5 plumber:4 decor_paint:5 electrician:4 asphalt:8 waterproof:3',
    { lodgingPercent: 90, mealsPercent: 45, ageMax: [50, 55, 55], servesPeople: false },
  ),
  food: table(
    '食品加工',
    '食品 农产品加工 冷链食品',
    'food_line:40 packer:20 meat:14 general:16 seafood:5 qc:5',
    {
      lodgingPercent: 75,
      mealsPercent: 70,
      ageMax: [45, 50, 55],
      servesPeople: false,
    },
  ),
  logistics: table(
    '物流仓储',
    '物流 供应链 速运',
    'sorter:26 porter:20 courier:20 warehouse:10 forklift:10 truck:10 general:4',
    { lodgingPercent: 60, mealsPercent: 35, ageMax: [45, 45, 50], servesPeople: false },
  ),
  catering: table(
    '住宿餐饮',
    '餐饮管理 饮食服务 酒店管理',
    'waiter:28 cook:20 lamian:17 prep_cook:20 roomatt:10 pastry:5',
    {
      lodgingPercent: 80,
      mealsPercent: 95,
      ageMax: [45, 50, 50],
      servesPeople: true,
    },
  ),
  care: table(
    '居民服务(家政护理)',
    '家政服务 养老服务 康养',
    'nanny:40 eldercare:28 hospital_care:16 yuesao:8 yuying:8',
    {
      lodgingPercent: 75,
      mealsPercent: 75,
      ageMax: [50, 55, 58],
      servesPeople: true,
    },
  ),
  property: table(
    '物业管理',
    '物业服务 保安服务 环境服务',
    'security:44 cleaner:36 landscaper:14 fire_ctrl:6',
    {
      lodgingPercent: 50,
      mealsPercent: 35,
      ageMax: [50, 55, 60],
      servesPeople: false,
    },
  ),
  retail: table('批发零售', '商贸 超市 百货', 'shop:55 cashier:18 agent:14 warehouse:13', {
    lodgingPercent: 25,
    mealsPercent: 30,
    ageMax: [40, 45, 50],
    servesPeople: true,
  }),
  farming: table('农林牧渔', '农业开发 种植 牧业', 'greenhouse:40 fruit:24 livestock:22 cotton:14', {
    lodgingPercent: 65,
    mealsPercent: 55,
    ageMax: [55, 60, 60],
    servesPeople: false,
  }),
  energy: table(
    '新能源',
    '新能源 光伏科技 电池科技',
    'pv:26 battery:24 general:18 wind_pv_install:12 electrician:10 qc:10',
    { lodgingPercent: 85, mealsPercent: 70, ageMax: [40, 45, 45], servesPeople: false },
  ),
  mining: table(
    '采矿冶金',
    '矿业 冶金 矿产',
    'miner:34 smelter:24 general:14 loader:10 truck:10 mech_maint:8',
    {
      lodgingPercent: 90,
      mealsPercent: 60,
      ageMax: [45, 50, 50],
      servesPeople: false,
    },
  ),
  automotive: table(
    '汽车制造',
    '汽车零部件 汽车科技 车辆',
    'auto_asm:46 general:20 welder:14 qc:8 painter_ind:5 stamping:7',
    {
      lodgingPercent: 85,
      mealsPercent: 65,
      ageMax: [40, 42, 45],
      servesPeople: false,
    },
  ),
  shoes: table('鞋帽皮革', '鞋业 皮具 箱包', 'shoemaking:50 leather:20 packer:12 general:18', {
    lodgingPercent: 80,
    mealsPercent: 50,
    ageMax: [45, 48, 50],
    servesPeople: false,
  }),
  public: table('公共管理', '', 'cleaner:34 sanitation:30 landscaper:18 security:18', {
    lodgingPercent: 0,
    mealsPercent: 0,
    ageMax: [60],
    servesPeople: false,
  }),
};

function table(
  zh: string,
  nameWords: string,
  occupations: string,
  rest: Omit<IndustryTable, 'zh' | 'nameWords' | 'occupations'>,
): IndustryTable {
  const pairs = occupations.split(' ').map((pair) => {
    const [code = '', weight = '0'] = pair.split(':');
    return [code, Number(weight)] as const;
  });
  return { zh, nameWords: nameWords.split(' '), occupations: weighted(pairs), ...rest };
}
