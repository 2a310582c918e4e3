import { dayIn } from '@karez/kit/clock';
import type { Person } from './person.ts';

/** What an applicant writes: the five elements of 91-5.1 and of 809-20. */
export type Wanted = {
  readonly entryName: string;
  readonly items: readonly string[];
  readonly basis: { readonly kind: string; readonly title: string; readonly article: string };
  readonly scenario: string;
  readonly matter: { readonly code: string; readonly name: string; readonly format: string };
  readonly users: string;
  readonly system: string;
  readonly region?: string;
  readonly security: string;
};

const DAYS_WANTED = 330;

/** From the page of an entry: applies for it and fills the whole form in; it is saved when this answers, not submitted. */
export async function writeApplication(applicant: Person, wanted: Wanted): Promise<void> {
  await applicant.press('申请共享');
  await fillApplication(applicant, wanted);
}

/** On the page of a new draft: fills the whole form in; the items that stand chosen stay so. */
export async function fillApplication(applicant: Person, wanted: Wanted): Promise<void> {
  const { page } = applicant;
  await applicant.arrives(`申请：${wanted.entryName}`);
  await applicant.tick('申请内容不含国家秘密、工作秘密');
  for (const item of wanted.items) await page.getByRole('row', { name: item }).getByRole('checkbox').check();
  await applicant.press('其他依据');
  await applicant.choose('依据类别', wanted.basis.kind);
  await applicant.write('名称', wanted.basis.title);
  await applicant.write('条款', wanted.basis.article);
  await applicant.write('使用场景', wanted.scenario);
  await applicant.choose('使用用途', '行政依据');
  await applicant.write('事项编码', wanted.matter.code);
  await applicant.write('事项名称', wanted.matter.name);
  await applicant.write('办件编号格式', wanted.matter.format);
  await applicant.write('使用对象', wanted.users);
  await applicant.write('使用人数', '6');
  await applicant.choose('使用区域', wanted.region ?? '吐鲁番市');
  await applicant.choose('业务系统', wanted.system);
  await applicant.write('起', dayAfter(0));
  await applicant.write('止', dayAfter(DAYS_WANTED));
  await applicant.write('安全保障措施', wanted.security);
  await page.getByRole('checkbox', { name: /^承诺/u }).check();
  await page.getByRole('status').getByText('已保存').waitFor();
}

/** A day of the city, so many days from now. */
export function dayAfter(days: number): string {
  return dayIn('Asia/Shanghai', new Date(Date.now() + days * 86_400_000));
}

/** From the form: reads it through on the page before submission, and hands it to the own head. */
export async function handOn(applicant: Person): Promise<void> {
  await applicant.press('检查申请');
  await applicant.arrives('检查申请');
  await applicant.page.getByText('提交之后').waitFor();
  await applicant.press('提交负责人审签');
}
