import { handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '机井取水许可信息';

story(
  '91-1.2.1, 91-5.1: 市农业农村局 is refused by 市水利局, which must name the ground and the article, and both stand before the applicant',
  async (city) => {
    await apply(city);
    await refuse(city);
    await isTold(city);
  },
);

async function apply(city: City): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo(`/catalog?q=${encodeURIComponent('取水许可')}`);
  await applicant.follow(entryName);
  await applicant.arrives(entryName);
  await writeApplication(applicant, {
    entryName,
    items: ['取水许可证编号', '取水单位名称', '许可水量（立方米/年）'],
    basis: { kind: '规章', title: '葡萄种植备案管理办法（示例）', article: '第六条' },
    scenario: '核对葡萄种植备案面积与机井许可水量是否相称，作为种植结构调整的参考，不对外提供。',
    matter: { code: '650400-NY-0007', name: '葡萄种植备案', format: 'PT-{digits:4}-{digits:1-6}' },
    users: '种植业科',
    system: '葡萄种植备案系统',
    security: '系统部署在政务云，仅种植业科可用，查询逐笔留痕。',
  });
  await handOn(applicant);
  await applicant.sees('待本部门负责人同意');

  const head = await city.person('nyncj.fzr');
  await head.follow(new RegExp(entryName, 'u'));
  await head.press('同意并签署');
  await head.sign('同意申请。');
  await head.sees('提供部门办理中');
}

async function refuse(city: City): Promise<void> {
  const handler = await city.person('slj.djy');
  const { page } = handler;
  await handler.follow(new RegExp(`葡萄|${entryName}`, 'u'));
  await handler.press('拟办答复');
  const drawer = page.getByRole('dialog');
  await drawer.getByText('拒绝', { exact: true }).click();
  await handler.write('意见', '葡萄种植备案不以许可水量为条件，申请与所列职责无关。', drawer);
  await handler.choose('拒绝理由', '与履行职责无关', drawer);
  await handler.press('报负责人签署', drawer);
  await drawer.getByRole('alert').waitFor();
  await handler.look('refusal-without-article');

  await handler.choose('在法规库中查找：文件名、条号或条文中的字词', '第二十条', drawer);
  await handler.look('refusal-with-article');
  await handler.press('报负责人签署', drawer);
  await drawer.waitFor({ state: 'hidden' });

  const head = await city.person('slj.fzr');
  await head.follow(new RegExp(entryName, 'u'));
  await head.press('签署答复');
  await head.sign('同意拒绝，请告知理由和依据。');
  await head.sees('已拒绝');
}

async function isTold(city: City): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo('/sharing/applications?side=outgoing');
  await applicant.look('applications');
  await applicant.follow(new RegExp(entryName, 'u'));
  await applicant.arrives(`申请：${entryName}`);
  await applicant.sees('与履行职责无关');
  await applicant.sees(/《政务数据共享条例》.*第二十条/u);
  await applicant.look('application-refused', { everyLanguage: true });
}
