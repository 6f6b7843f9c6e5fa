/**
 * Traditional characters that files of the field carry, each followed by its simplified form: words of forms, trades and places.
 * None that also stands in simplified texts (乾, 沈, 余).
 */
const TRADITIONAL =
  '電电銲焊職职業业證证車车機机員员師师廠厂場场縣县區区鎮镇鄉乡臺台廣广東东陝陕肅肃蘭兰慶庆寧宁濟济漢汉' +
  '陽阳龍龙崗岗華华資资薪薪歲岁萬万築筑裝装縫缝紉纫鋼钢護护養养醫医飯饭館馆務务學学徒徒經经驗验無无練练' +
  '貨货運运輸输倉仓儲储揀拣選选質质檢检測测壓压熱热鍋锅爐炉駕驾駛驶執执貼贴磚砖塗涂噴喷漆漆製制' +
  '類类級级優优須须會会與与門门衛卫園园藝艺綠绿採采種种魚鱼農农礦矿煉炼銑铣鉗钳衝冲產产線线' +
  '勞劳動动號号屬属別别齡龄話话創创狀状態态願愿歷历殘残疾疾聯联繫系備备註注監监對对貧贫脫脱戶户編编訓训時时間间' +
  '從从單单點点設设計计個个體体請请開开關关責责後后來来內内長长雙双語语層层還还終终遠远離离遷迁異异徵征約约總总數数' +
  '額额費费鐘钟顧顾幫帮幹干傢家樓楼構构標标準准圖图書书報报紙纸廣广讀读寫写聽听說说課课題题識识認认記记訂订許许試试' +
  '調调談谈議议變变讓让買买賣卖賬账財财貿贸購购銷销錢钱銀银錄录鐵铁鋁铝銅铜錫锡鏟铲鑽钻鋸锯鎖锁鍛锻鑄铸鏈链' +
  '隴陇靈灵環环積积樂乐疊叠瑪玛張张嶺岭豐丰鳳凤溫温滄沧煙烟島岛連连錦锦揚扬鹽盐紹绍麗丽贛赣廬庐馬马蕪芜' +
  '黃黄荊荆隨随婁娄懷怀韶韶頭头揭揭雲云賓宾貴贵欽钦瀘泸綿绵遂遂達达遵遵義义畢毕節节紅红寶宝榆榆吳吴烏乌魯鲁爾尔' +
  '廈厦莞莞蘇苏遼辽濱滨瀋沈鄭郑禮礼兩两莊庄涇泾臨临澤泽康康瓊琼滬沪貢贡崑昆滿满蒙蒙維维藏藏壩坝灣湾港港澳澳國国' +
  '貢贡橋桥倫伦納纳爺爷萊莱衢衢淨净潔洁術术專专辦办營营製制藥药飾饰鋪铺鋪铺牆墙鐵铁軌轨輪轮軍军轉转載载輕轻';

const SIMPLIFIED = new Map(pairsOf(TRADITIONAL));
const PATTERN = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g');

/** A text with those characters in their simplified form; the rest as it is. */
export function simplified(text: string): string {
  return text.replace(PATTERN, (character) => SIMPLIFIED.get(character) ?? character);
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
