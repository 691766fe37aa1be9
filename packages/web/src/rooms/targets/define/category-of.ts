import type { Category } from './define-commands.ts';

/**
 * How dimensions are called in both languages; what is said last counts most in Chinese and English alike, so that
 * 客户区域 is a region and "sales channel" a channel.
 */
const words: readonly (readonly [Category, RegExp])[] = [
  ['region', /区域|地区|大区|片区|省|城市|国家|region|territor|area|countr|province|city|cities/gi],
  ['product', /产品|商品|品类|品牌|品种|型号|产线|product|brand|sku|item/gi],
  ['customer', /客户|顾客|行业|会员|customer|client|account|segment|industr/gi],
  ['channel', /渠道|经销|代理|门店|平台|channel|dealer|distribut|reseller|partner|store/gi],
  [
    'owner',
    /人员|团队|部门|销售员|员工|业务员|负责人|代表|小组|people|person|team|staff|owner|depart|rep\b|reps\b/gi,
  ],
];

/** What kind of dimension a name suggests, to be proposed; `custom` where it says nothing. */
export function categoryOf(name: string): Category {
  const found = words.map(([category, word]) => {
    const last = [...name.matchAll(word)].at(-1);
    return { category, end: last === undefined ? -1 : last.index + last[0].length };
  });
  const last = found.reduce((a, b) => (b.end > a.end ? b : a));
  return last.end < 0 ? 'custom' : last.category;
}
