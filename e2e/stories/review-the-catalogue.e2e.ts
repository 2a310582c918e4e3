import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const named = '景区客流监测系统';
const explained = '不动产登记（信息）';

story(
  '91-3.2.1: a periodic review of the city’s catalogue found entries that do not conform; a department explains, and the authority accepts, or asks for more',
  async (city) => {
    await explain(city);
    await decide(city);
  },
);

async function explain(city: City): Promise<void> {
  const clerk = await city.person('wlj.djy');
  await clerk.goTo('/catalog/conformance');
  await clerk.sees(named);
  await clerk.look('review-of-department', { everyLanguage: true, telephone: true });
  await clerk.press('说明');
  const dialog = clerk.page.getByRole('dialog');
  await clerk.write('理由', '名称沿用立项文件，下一次变更时改为资源名称。', dialog);
  await clerk.look('review-explain-dialog');
  await clerk.press('确定', dialog);
  await clerk.sees('已说明');
}

async function decide(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  await officer.goTo('/catalog/conformance');
  await officer.sees(explained);
  await officer.look('review-of-region', { everyLanguage: true, telephone: true });
  const row = officer.page.getByRole('row', { name: named });
  await officer.press('认可', row);
  await officer.confirm('同意，限下次变更时改名。');
  await officer.sees('认可保留');
}
