import type { Person } from './person.ts';

/** Registers a machine client of a business system from the page of the clients; answers where its key file was saved. */
export async function registerClient(developer: Person, name: string, system = '机井取水许可系统'): Promise<string> {
  const { page } = developer;
  await developer.press('登记客户端');
  const dialog = page.getByRole('dialog');
  await developer.write('客户端名称', name, dialog);
  await developer.choose('业务系统', system, dialog);
  await dialog.getByRole('button', { name: '登记客户端' }).click();
  await dialog.getByText('私钥只在此处显示这一次').waitFor();
  await developer.look('client-key');
  const [file] = await Promise.all([page.waitForEvent('download'), developer.press('保存为 karez-client.json', dialog)]);
  await dialog.getByLabel('我已保存私钥').check();
  await dialog.getByRole('button', { name: '关闭' }).click();
  return file.path();
}

/** On the page of a grant: lets a client call under it. */
export async function letCall({ page }: Person, name: string): Promise<void> {
  await page.getByRole('row', { name }).getByRole('button', { name: '允许调用' }).click();
  await page.getByRole('row', { name }).getByText('可调用').waitFor();
}
