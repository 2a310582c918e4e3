import { expected } from './city-people.ts';
import { form } from './entry-form.ts';
import type { MovableNeeds, SeededCity } from './seed-city.ts';

type Row = readonly [
  name: string,
  definition: string,
  dataType: string,
  codeSet: string | null,
  synonyms: readonly string[],
  source: string | null,
];

/** Data elements of the base registries; the decision numbers are invented. */
const elements: readonly Row[] = [
  ['统一社会信用代码', '法人和其他组织的唯一标识码', 'C', 'GB 32100-2015', ['信用代码', '社会信用代码'], 'scjg'],
  ['企业名称', '经登记机关登记的名称', 'C', null, ['市场主体名称', '单位名称'], 'scjg'],
  ['住所', '登记机关登记的主要办事机构所在地', 'C', null, ['企业住所', '注册地址'], 'scjg'],
  ['登记状态', '经营主体在登记机关的状态', 'C', null, ['经营状态', '企业状态'], 'scjg'],
  ['经营范围', '登记机关登记的从事经营活动的业务范围', 'C', null, [], 'scjg'],
  ['成立日期', '登记机关准予设立登记的日期', 'D', 'GB/T 7408', ['设立日期', '注册日期'], 'scjg'],
  ['注册资本', '登记机关登记的注册资本数额', 'N', null, ['出资额'], 'scjg'],
  ['国民经济行业代码', '经营主体所属行业的代码', 'C', 'GB/T 4754-2017', ['行业代码'], 'scjg'],
  ['取水许可证编号', '取水许可证上载明的编号', 'C', null, ['取水证编号'], 'slj'],
  ['取水许可量', '取水许可证核定的年取水量', 'N', null, ['许可水量', '年取水量'], 'slj'],
  ['机井编号', '水行政主管部门为机井编列的号码', 'C', null, ['水井编号'], 'slj'],
  ['坎儿井编号', '坎儿井普查时编列的号码', 'C', null, [], 'slj'],
  ['不动产单元号', '不动产登记单元的唯一编码', 'C', 'GB/T 37346-2019', ['不动产单元代码'], null],
  ['不动产权证号', '不动产权证书上载明的编号', 'C', null, ['房产证号'], null],
  ['行政区划代码', '县级以上行政区划的代码', 'C', 'GB/T 2260', ['区划代码', '地区代码'], null],
  ['乡镇街道代码', '县级以下行政区划的代码', 'C', 'GB/T 10114', ['乡镇代码'], null],
  ['电子证照标识', '电子证照的唯一标识', 'C', 'GB/T 36904-2018', [], null],
  ['许可证有效期至', '行政许可证件载明的截止日期', 'D', 'GB/T 7408', ['有效期止'], null],
  ['经度', '大地坐标的经度', 'B', 'CGCS2000', [], null],
  ['纬度', '大地坐标的纬度', 'B', 'CGCS2000', [], null],
];

/** 数据元登记和数源部门认定; and a draft of another department that would collect company registrations again, with its findings unanswered. */
export async function seedElements(needs: MovableNeeds, { people, founded }: SeededCity): Promise<void> {
  const organisationOf = (key: string): string => founded.organisations.get(key) ?? '';
  let no = 0;
  for (const [name, definition, dataType, codeSet, synonyms, source] of elements) {
    no += 1;
    const code = `E${String(no).padStart(4, '0')}`;
    const body = { code, name, definition, dataType, codeSet, synonyms };
    const made = expected(await people.as('zfb.zgy', 'POST /catalog/elements', { body }), 201);
    if (source === null) continue;
    const decision = {
      organisationId: organisationOf(source),
      decisionNo: `吐数认〔2026〕${no}号`,
      decidedOn: '2026-09-01',
      reason: '依法定职责采集、维护。',
      secondFactor: await people.codeOf('zfb.zgy'),
    };
    expected(await people.as('zfb.zgy', `POST /catalog/elements/${String(made.body['id'])}/designation`, { body: decision }), 200);
  }
  const content = form({
    name: '用水企业登记信息',
    abstract: '取用地下水的企业的登记信息,包括统一社会信用代码、名称、登记状态等,拟由各县水管单位逐户填报。',
    category: '102000',
    updateCycle: 'yearly',
    // The form asks for more than the entry lists: some of it is held by the source already.
    collection: {
      channels: ['report'],
      basis: { articleId: null, title: '取水许可管理办法（示例）', docNo: '', article: '第四十条' },
      form: {
        number: '水资-07（示例）',
        name: '取水单位基本情况登记表（示例）',
        fields: ['取水许可证编号', '经营范围', '登记机关', '机井眼数', '计量设施型号'].map((name, index) => ({ no: index + 1, name })),
      },
      subUnit: '水资源管理科',
      frequency: 'yearly',
      lackReason: '',
    },
    shareType: 'unconditional',
    shareModeType: 'api',
    items: [
      ['统一社会信用代码', 'uscc', 'C', 18, { dataElement: 'E0001' }],
      ['企业名称', 'name', 'C', 200, { dataElement: 'E0002' }],
      ['取水许可证编号', 'permit_no', 'C', 32, { dataElement: 'E0009' }],
    ],
  });
  const draft = { organisationId: organisationOf('slj'), secrecyDeclaration: 'not-secret', content };
  const entry = expected(await people.as('slj.djy', 'POST /catalog/entries', { body: draft, key: needs.newId() }), 201);
  const submission = { body: {}, ifMatch: Number(entry.body['revision']) };
  expected(await people.as('slj.djy', `POST /catalog/entries/${String(entry.body['id'])}/submission`, submission), 200);
}
