import { campaignDepartmentsMax, sendCampaign } from '@karez/contract/catalog/campaign';
import { dataClassSchema, dataGradeSchema, updateCycles } from '@karez/contract/catalog/content';
import { listOrganisations } from '@karez/contract/identity';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Card, Checkbox, Form, Input, Select } from 'antd';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../client/call.ts';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { useMe, usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { today } from '../days.ts';
import { useCategoryOptions } from './use-category-options.ts';
import { clearable } from '../../client/clearable.tsx';

type Given = {
  title: string;
  instruction: string;
  dueOn: string;
  organisationIds: string[];
  names?: string[];
  category?: string;
  updateCycle?: (typeof updateCycles)[number];
  dataClass?: (typeof dataClassSchema.options)[number];
  dataGrade?: (typeof dataGradeSchema.options)[number];
  usesSystems?: boolean;
};
const PAGE = 100;

/** Every department that the region's authority oversees, to the last page. */
async function departmentsIn(regionCode: string) {
  const found: { id: string; name: string }[] = [];
  let cursor: string | null | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- a cursor is known only when its page has come
    const { answer } = await call(listOrganisations, { query: { overseenBy: regionCode, limit: PAGE, ...(cursor ? { cursor } : {}) } });
    found.push(...answer.items.filter(({ type, dissolved }) => type !== 'enterprise' && dissolved === null));
    cursor = answer.next;
  } while (cursor !== null && found.length < campaignDepartmentsMax);
  return found;
}

function templateOf({ names = [], category, updateCycle, dataClass, dataGrade }: Given) {
  const fields = {
    ...(category === undefined ? {} : { category }),
    ...(updateCycle === undefined ? {} : { updateCycle }),
    ...(dataClass === undefined ? {} : { dataClass }),
    ...(dataGrade === undefined ? {} : { dataGrade }),
  };
  return names.length === 0 && Object.keys(fields).length === 0 ? null : { names, fields };
}

/** 下达梳理任务: to whom, what, until when, and what drafts begin with. */
export function NewCampaignPage() {
  const { t } = useWords();
  const sends = usePower('catalog.publish');
  const regionCode = useMe().authorityOf[0];
  if (!sends || regionCode === undefined) return <Blank says={t('refusal.request.not-permitted')} />;
  return (
    <>
      <PageHead title={t('portal.campaign.send')} purpose={t('portal.campaign.instruction-hint')} />
      <CampaignForm regionCode={regionCode} />
    </>
  );
}

function useSending(regionCode: string) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(sendCampaign, ['catalog.', 'desk.']);
  const send = (given: Given) =>
    deed.mutate(
      {
        body: {
          regionCode,
          title: given.title,
          instruction: given.instruction,
          dueOn: given.dueOn,
          organisationIds: given.organisationIds,
          template: templateOf(given),
          usesSystems: given.usesSystems ?? false,
        },
        key: key.current,
      },
      {
        onSuccess: ({ answer }) => {
          void message.success(t('portal.campaign.sent'));
          void navigate(paths.campaign(answer.id), { replace: true });
        },
        onError: () => {
          key.current = crypto.randomUUID();
        },
      },
    );
  return { deed, send };
}

function CampaignForm({ regionCode }: { regionCode: string }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const { deed, send } = useSending(regionCode);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <Form<Given> form={form} layout="vertical" onFinish={send} style={{ maxInlineSize: 860 }} initialValues={{ organisationIds: [] }}>
      <div className="stack">
        <Card>
          <Form.Item name="title" label={t('portal.campaign.title')} rules={required}>
            <Input maxLength={120} />
          </Form.Item>
          <Form.Item name="instruction" label={t('portal.campaign.instruction')} rules={required}>
            <Input.TextArea rows={5} maxLength={4000} showCount />
          </Form.Item>
          <Form.Item name="dueOn" label={t('portal.campaign.due')} rules={required}>
            <DayField min={today()} />
          </Form.Item>
          <DepartmentsField regionCode={regionCode} onAll={(ids) => form.setFieldValue('organisationIds', ids)} />
          <Form.Item name="usesSystems" valuePropName="checked">
            <Checkbox>{t('portal.campaign.uses-systems')}</Checkbox>
          </Form.Item>
        </Card>
        <TemplateCard />
        {deed.error ? <Trouble error={deed.error} /> : null}
        <div>
          <Button type="primary" htmlType="submit" loading={deed.isPending}>
            {t('portal.campaign.send')}
          </Button>
        </div>
      </div>
    </Form>
  );
}

function DepartmentsField({ regionCode, onAll }: { regionCode: string; onAll: (ids: string[]) => void }) {
  const { t } = useWords();
  const departments = useQuery({ queryKey: [listOrganisations.id, 'overseen', regionCode], queryFn: () => departmentsIn(regionCode) });
  const known = departments.data ?? [];
  return (
    <>
      <Form.Item
        name="organisationIds"
        label={t('portal.campaign.departments')}
        rules={[{ required: true, type: 'array', min: 1, message: t('field.required') }]}
        style={{ marginBlockEnd: 4 }}
      >
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          loading={departments.isPending}
          maxTagCount={8}
          options={known.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Button size="small" type="link" style={{ paddingInline: 0, marginBlockEnd: 16 }} onClick={() => onAll(known.map(({ id }) => id))}>
        {t('portal.campaign.departments-all')}
      </Button>
      {departments.error ? <Trouble error={departments.error} again={() => void departments.refetch()} /> : null}
    </>
  );
}

function TemplateCard() {
  const { t } = useWords();
  const categories = useCategoryOptions();
  const choice = (values: readonly string[], word: string) => values.map((value) => ({ value, label: t(`${word}.${value}`) }));
  return (
    <Card title={t('portal.campaign.template')}>
      <Form.Item name="names" label={t('portal.campaign.template-names')} extra={t('portal.campaign.template-names-hint')}>
        <Select mode="tags" open={false} suffixIcon={null} maxCount={50} />
      </Form.Item>
      <div className="fields">
        <Form.Item name="category" label={t('catalog.field.category')}>
          <Select allowClear={clearable(t)} showSearch={{ optionFilterProp: 'label' }} options={categories} />
        </Form.Item>
        <Form.Item name="updateCycle" label={t('catalog.field.updateCycle')}>
          <Select allowClear={clearable(t)} options={choice(updateCycles, 'catalog.update-cycle')} />
        </Form.Item>
        <Form.Item name="dataClass" label={t('catalog.field.dataClass')}>
          <Select allowClear={clearable(t)} options={choice(dataClassSchema.options, 'catalog.data-class')} />
        </Form.Item>
        <Form.Item name="dataGrade" label={t('catalog.field.dataGrade')}>
          <Select
            allowClear={clearable(t)}
            options={choice(
              dataGradeSchema.options.filter((grade) => grade !== 'core'),
              'catalog.data-grade',
            )}
          />
        </Form.Item>
      </div>
    </Card>
  );
}
