import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
const outcome = '本季新增二十三件许可免交营业执照复印件。';

story(
  '809-29, 91-6.3: 市水利局 states what its grant was used for, says “nothing has changed” with one click; 市市场监管局 and the authority read it',
  async (city) => {
    const record = await stateUse(city);
    await read(city, { record, account: 'scjg.djy', side: 'given' });
    await read(city, { record, account: 'zfb.zgl', side: 'authority' });
  },
);

/** Answers the path of the record. */
async function stateUse(city: City): Promise<string> {
  const clerk = await city.person('slj.djy');
  await clerk.goTo('/sharing/use-records');
  await clerk.look('use-records-held', { everyLanguage: true, telephone: true });
  await clerk.follow(entryName);
  await clerk.arrives(entryName);
  await clerk.page.getByRole('button', { name: /^填报 \d{4}Q\d$/u }).click();
  const dialog = clerk.page.getByRole('dialog');
  await clerk.write('应用成效', outcome, dialog);
  await clerk.look('use-statement-dialog', { everyLanguage: true, telephone: true });
  await clerk.press('填报', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await clerk.sees(outcome);
  await clerk.page.getByRole('button', { name: /无变化$/u }).click();
  await clerk.sees('已填报');
  await clerk.look('use-record-holder', { everyLanguage: true, telephone: true });
  return clerk.path();
}

type Reading = { readonly record: string; readonly account: string; readonly side: 'given' | 'authority' };

async function read(city: City, { record, account, side }: Reading): Promise<void> {
  const reader = await city.person(account);
  await reader.goTo(`/sharing/use-records?side=${side}`);
  await reader.look(`use-records-${side}`, { everyLanguage: true, telephone: true });
  await reader.followTo(record);
  await reader.arrives(entryName);
  await reader.sees(outcome);
}
