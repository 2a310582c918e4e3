import { inventUscc } from '../../server/src/modules/identity/uscc.ts';

/** One invented company of the demo city. Every code is check-digit valid and belongs to nobody. */
export type Company = {
  readonly uscc: string;
  readonly name: string;
  readonly type: string;
  readonly legal_representative: string;
  /** The person behind the name, by whom the platform marks a use; no item of the catalogue entry, so it never leaves. */
  readonly legal_representative_id: string;
  readonly address: string;
  readonly business_scope: string;
  readonly status: string;
  readonly established_on: string;
  readonly registration_authority: string;
  /** 行政区划代码 of the county in which it is registered. */
  readonly region_code: string;
  readonly updated_at: string;
  /** Held by the bureau, but no item of its catalogue entry: it never leaves through the gateway. */
  readonly internal_note: string;
};

const places = [
  { code: '650402', name: '高昌区', streets: ['老城路街道', '七泉湖镇', '亚尔镇', '葡萄镇'] },
  { code: '650421', name: '鄯善县', streets: ['鄯善镇', '火车站镇', '辟展镇', '连木沁镇'] },
  { code: '650422', name: '托克逊县', streets: ['托克逊镇', '库米什镇', '夏镇', '郭勒布依乡'] },
] as const;
const words = ['坎源', '葡海', '火洲', '绿洲', '天泉', '沙枣', '晨渠', '暖风', '砾石', '红柳', '清井', '金藤'] as const;
const trades = [
  { word: '凿井工程', scope: '机井开凿、维修；水井成井施工；水泵安装' },
  { word: '葡萄种植', scope: '葡萄种植、晾晒与初加工；农产品销售' },
  { word: '干果商贸', scope: '干鲜果品收购、包装与销售' },
  { word: '节水灌溉', scope: '滴灌设备安装；灌溉工程施工与维护' },
  { word: '餐饮服务', scope: '餐饮服务；食品销售' },
  { word: '文旅服务', scope: '旅游接待；民宿经营；讲解服务' },
  { word: '物流运输', scope: '道路普通货物运输；仓储服务' },
  { word: '建筑安装', scope: '房屋建筑与设备安装；建材销售' },
] as const;
const kinds = ['有限责任公司', '个人独资企业', '农民专业合作社', '个体工商户'] as const;
const statuses = ['存续', '存续', '存续', '存续', '存续', '存续', '存续', '注销', '吊销', '迁出'] as const;
const surnames = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'] as const;

function pick<T>(list: readonly T[], number: number): T {
  const chosen = list[number % list.length];
  if (chosen === undefined) throw new Error('an empty list has nothing to pick');
  return chosen;
}

/** The n-th company; the same number gives the same company always. */
export function company(number: number): Company {
  const place = pick(places, number);
  const trade = pick(trades, Math.floor(number / 3));
  const year = 1998 + (number % 28);
  const month = String(1 + (Math.floor(number / 28) % 12)).padStart(2, '0');
  const day = String(1 + (Math.floor(number / 336) % 28)).padStart(2, '0');
  return {
    uscc: inventUscc({ kind: '91', regionCode: place.code, serial: String(number).padStart(8, '0') }),
    name: `吐鲁番市${pick(words, Math.floor(number / 24))}${trade.word}${String(number).padStart(6, '0')}号${number % 4 === 3 ? '店' : '有限公司'}`,
    type: pick(kinds, Math.floor(number / 7)),
    legal_representative: `${pick(surnames, number)}示例${String(number % 1000).padStart(3, '0')}`,
    legal_representative_id: representativeId(number % 1000),
    address: `吐鲁番市${place.name}${pick(place.streets, Math.floor(number / 5))}示例路${1 + (number % 300)}号`,
    business_scope: trade.scope,
    status: pick(statuses, Math.floor(number / 11)),
    established_on: `${year}-${month}-${day}`,
    registration_authority: `吐鲁番市${place.name}市场监督管理局`,
    region_code: place.code,
    updated_at: `2026-${month}-${day}T02:00:00Z`,
    internal_note: `内部备注${number % 97}`,
  };
}

/** An identity number that belongs to nobody: there is no division 659999, and the birthday is no day. */
function representativeId(number: number): string {
  return `65999919000000${String(number).padStart(4, '0')}`;
}
