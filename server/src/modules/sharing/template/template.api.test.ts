import { describe, expect, test } from 'vitest';
import type { TemplateContent } from '@karez/contract/sharing/template';
import { recorderOf } from '#test/recorded';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { idOf, receivingCity } from '../test-received.ts';

const store = await createTestDatabase();
const { city, as, entry, content: wholeContent, write, read } = await receivingCity(store);
const recorded = recorderOf(store.database);

const contentOn = (entryIds: string[], more: Partial<TemplateContent> = {}): TemplateContent => ({
  title: '凿井单位资质核对',
  summary: '水利部门办理机井取水许可时使用。',
  useScenario: '办理机井取水许可时，核对凿井单位的登记状态和经营范围，申请人不再提交营业执照复印件。',
  usePurpose: 'administrative-basis',
  matterFormat: 'QS-{digits:4}-{digits:1-6}',
  users: '取水许可审批岗',
  useBasis: [{ kind: 'administrative-regulation', title: '政务数据共享条例', article: '第二十条', text: '', articleId: '809-20' }],
  storage: { persist: false, location: '', retentionDays: null },
  securityMeasures: '仅审批岗可用，查询逐笔留痕。',
  entryIds,
  itemNames: [],
  ...more,
});
const make = async (content: TemplateContent, by = 'zfb.zgy') =>
  as(by, 'POST /sharing/templates', { body: { secrecyDeclaration: 'not-secret', content } });
const revise = async (template: Answer, content: TemplateContent, ifMatch = template.etag ?? '') =>
  as('zfb.zgy', `PUT /sharing/templates/${idOf(template)}`, { body: { secrecyDeclaration: 'not-secret', content }, ifMatch });
const start = async (template: Answer, entryId: string, by = 'slj.djy') =>
  as(by, `POST /sharing/templates/${idOf(template)}/applications`, { body: { entryId } });

describe('templates of the authority', () => {
  test('91-5.1: sharing.make-template, sharing.list-templates, sharing.start-from-template: a draft is written in it, and application and evidence name template and version to both sides', async () => {
    const entryId = await entry('凿井企业库');
    const template = expected(await make(contentOn([entryId], { itemNames: ['凿井企业库2', '没有的项'] })), 201);
    const listed = expected(await as('slj.djy', `GET /sharing/templates?entryId=${entryId}`), 200);
    expect(listed.body).toMatchObject({
      items: [{ id: idOf(template), version: 1, entries: [{ id: entryId, name: '凿井企业库' }], maintainable: false }],
      maintainable: false,
    });
    let draft: Answer | undefined;

    const evidence = await recorded(async () => {
      draft = expected(await start(template, entryId), 201);
    });

    const named = { templateId: idOf(template), version: 1, title: '凿井单位资质核对' };
    expect(draft?.body).toMatchObject({
      state: 'draft',
      template: named,
      content: { itemNos: [2], matterFormat: 'QS-{digits:4}-{digits:1-6}', useScope: { users: '取水许可审批岗' }, commitment: false },
    });
    expect(evidence.map(({ body }) => body).join()).toMatch(new RegExp(`"template":"${idOf(template)}","templateVersion":"1"`, 'u'));

    // What is published afterwards does not change what it began with; both sides read that.
    expected(await revise(template, contentOn([entryId], { title: '凿井单位核对（新）' })), 200);
    if (!draft) throw new Error('no draft');
    await write(draft, wholeContent());
    expected(await as('slj.djy', `POST /sharing/applications/${idOf(draft)}/submission`), 200);
    const consent = { decision: 'consent', opinion: '同意', code: await city.codeOf('slj.fzr') };
    expected(await as('slj.fzr', `POST /sharing/applications/${idOf(draft)}/consent-out`, { body: consent }), 200);
    expect(await read('scjg.djy', draft)).toMatchObject({ template: named });
  });

  test('sharing.revise-template, sharing.get-template: each publication is a version, the older ones stay readable, a stale one is refused', async () => {
    const entryId = await entry('版本名录');
    const template = expected(await make(contentOn([entryId])), 201);

    const second = expected(await revise(template, contentOn([entryId], { title: '第二版' })), 200);

    expect(second.body).toMatchObject({
      version: 2,
      content: { title: '第二版' },
      versions: [
        { version: 2, organisation: expect.stringContaining('办公室') },
        { version: 1, content: { title: '凿井单位资质核对' } },
      ],
    });
    expect(await revise(template, contentOn([entryId]), '1')).toMatchObject({ status: 412, body: { code: 'sharing.template.stale' } });
    expect(expected(await as('slj.djy', `GET /sharing/templates/${idOf(template)}`), 200).body).toMatchObject({ maintainable: false });
  });

  test('sharing.retire-template: it is listed and begun with no more, and nobody changes it', async () => {
    const entryId = await entry('停用名录');
    const template = expected(await make(contentOn([entryId], { title: '停用的模板' })), 201);

    expected(await as('zfb.zgy', `POST /sharing/templates/${idOf(template)}/retirement`), 200);

    expect(JSON.stringify((await as('slj.djy', 'GET /sharing/templates')).body)).not.toContain('停用的模板');
    const retired = { status: 409, body: { code: 'sharing.template.retired' } };
    expect(await start(template, entryId)).toMatchObject(retired);
    expect(await revise(template, contentOn([entryId]))).toMatchObject(retired);
    expect(await as('zfb.zgy', `POST /sharing/templates/${idOf(template)}/retirement`)).toMatchObject(retired);
  });

  test('422 with every wrong place, for what is declared secret and for an entry of one’s own; 403 for a department; 404 for none', async () => {
    const unknown = '0190a0a0-0000-7000-8000-0000000000ff';
    const wrong = await make(contentOn([unknown], { useScenario: '查一下' }));
    expect(wrong).toMatchObject({ status: 422, body: { code: 'sharing.template.incomplete' } });
    for (const place of ['useScenario', 'entryIds']) expect(JSON.stringify(wrong.body)).toContain(`/body/content/${place}`);
    const secret = await as('zfb.zgy', 'POST /sharing/templates', { body: { secrecyDeclaration: 'work-secret', content: contentOn([]) } });
    expect(secret).toMatchObject({ status: 422, body: { code: 'sharing.application.secret' } });
    expect(await make(contentOn([]), 'slj.djy')).toMatchObject({ status: 403 });
    const entryId = await entry('自有资源库');
    const template = expected(await make(contentOn([])), 201);
    expect(await start(template, entryId, 'scjg.djy')).toMatchObject({ status: 422, body: { code: 'sharing.application.own-entry' } });
    expect(await as('slj.djy', `GET /sharing/templates/${unknown}`)).toMatchObject({ status: 404 });
  });
});
