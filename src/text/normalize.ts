/** Traditional characters that files of the field carry, each followed by its simplified form. */
const TRADITIONAL =
  '電电銲焊職职業业證证車车機机員员師师傅傅廠厂場场縣县區区鎮镇鄉乡臺台廣广東东陝陕肅肃蘭兰慶庆寧宁濟济漢汉' +
  '陽阳龍龙崗岗華华資资薪薪歲岁萬万築筑裝装縫缝紉纫鋼钢筋筋護护養养醫医飯饭館馆務务學学徒徒經经驗验無无熟熟練练' +
  '貨货運运輸输倉仓儲储揀拣選选質质檢检測测量量壓压熱热鍋锅爐炉駕驾駛驶執执叉叉貼贴磚砖塗涂噴喷漆漆製制鞋鞋' +
  '類类級级優优須须會会與与門门衛卫園园藝艺綠绿採采種种殖殖畜畜魚鱼農农礦矿煉炼銑铣鉗钳衝冲塑塑產产線线';

const SIMPLIFIED = new Map(pairsOf(TRADITIONAL));
const TRADITIONAL_PATTERN = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g');

/**
 * One writing for one thing: full-width letters, digits and signs become half-width (NFKC), traditional characters of
 * the field become simplified, runs of white space become one space, and single characters that a form sets apart
 * (`电 工`) come together.
 */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(TRADITIONAL_PATTERN, (character) => SIMPLIFIED.get(character) ?? character)
    .replace(/[〔【[]/g, '(')
    .replace(/[〕】\]]/g, ')')
    .replace(/[–—―−~]/g, '-')
    .replace(/(?<=^|\s)(\p{Script=Han})\s+(\p{Script=Han})(?=\s|$)/gu, '$1$2')
    .replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' '))
    .trim();
}

/** The key under which a word is looked up: normalized, in capitals, without spaces between Chinese characters. */
export function wordKey(text: string): string {
  return normalizeText(text)
    .toUpperCase()
    .replace(/(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu, '');
}

function pairsOf(text: string): [string, string][] {
  const characters = [...text];
  const pairs: [string, string][] = [];
  for (let position = 0; position + 1 < characters.length; position += 2) {
    const from = characters[position] ?? '';
    const to = characters[position + 1] ?? '';
    if (from !== to) pairs.push([from, to]);
  }
  return pairs;
}
