import { getCampaign, startEntry } from '@karez/contract/catalog/campaign';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { listBusinessSystems } from '@karez/contract/identity/machines';
import { Alert, AutoComplete, Button, Card, Form, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { useMe } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { SecrecyDeclarationCard } from './SecrecyDeclaration.tsx';
import { clearable } from '../client/clearable.tsx';

type Given = { name: string; abstract: string; systemId?: string };
const SYSTEMS_MAX = 100;

/** Starts the draft and opens it in the whole form. */
function useStart(campaignId: string | null) {
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(startEntry, ['catalog.', 'desk.']);
  const start = ({ name, abstract, systemId }: Given) =>
    deed.mutate(
      {
        body: { secrecyDeclaration: 'not-secret', name: name.trim(), abstract: abstract ?? '', systemId: systemId ?? null, campaignId },
        key: key.current,
      },
      {
        onSuccess: ({ answer }) => void navigate(paths.editEntry(answer.id), { replace: true, state: { declared: 'not-secret' } }),
        // Another text is another deed: it must not be answered with the first one's refusal.
        onError: () => {
          key.current = crypto.randomUUID();
        },
      },
    );
  return { deed, start };
}

/** First step of 登记: the secrecy declaration, what the resource is called, and from which system or campaign it starts. */
export function RegisterPage() {
  const { t } = useWords();
  const me = useMe();
  const [search] = useSearchParams();
  const campaignId = search.get('campaign');
  const [declared, setDeclared] = useState<SecrecyDeclaration | null>(null);
  const { deed, start } = useStart(campaignId);
  const campaign = useAnswer(getCampaign, { params: { campaignId: campaignId ?? '' } }, { enabled: campaignId !== null }).data?.answer;
  const open = declared === 'not-secret';
  const systemId = search.get('system');
  return (
    <>
      <PageHead
        title={t('portal.menu.register')}
        purpose={t('portal.catalog.register-purpose', { organisation: me.organisation.name })}
        actions={<Link to={paths.imports()}>{t('portal.catalog.rather-import')}</Link>}
      />
      <div className="stack" style={{ maxInlineSize: 860 }}>
        {campaign ? (
          <Alert type="info" showIcon title={t('portal.campaign.for', { title: campaign.title })} description={campaign.instruction} />
        ) : null}
        <SecrecyDeclarationCard declared={declared} onDeclare={setDeclared} />
        <Card>
          <Form<Given>
            layout="vertical"
            disabled={!open}
            initialValues={{ name: '', abstract: '', ...(systemId === null ? {} : { systemId }) }}
            onFinish={start}
          >
            <NameField names={campaign?.template?.names ?? []} />
            <SystemField />
            <Form.Item name="abstract" label={t('catalog.field.abstract')} extra={t('portal.catalog.hint.abstract')}>
              <Input.TextArea rows={4} maxLength={2000} showCount />
            </Form.Item>
            {deed.error ? <Trouble error={deed.error} /> : null}
            <div className="row" style={{ marginBlockStart: 12 }}>
              <Button type="primary" htmlType="submit" loading={deed.isPending}>
                {t('portal.catalog.register-start')}
              </Button>
              {open ? null : <span className="soft">{t('portal.catalog.declare-first')}</span>}
            </div>
          </Form>
        </Card>
      </div>
    </>
  );
}

/** The name is typed; what the campaign suggests is offered. */
function NameField({ names }: { names: readonly string[] }) {
  const { t } = useWords();
  return (
    <Form.Item
      name="name"
      label={t('catalog.field.name')}
      extra={t('portal.catalog.hint.name')}
      rules={[{ required: true, whitespace: true, message: t('field.required') }]}
    >
      {names.length === 0 ? <Input maxLength={128} /> : <AutoComplete options={names.map((value) => ({ value }))} maxLength={128} />}
    </Form.Item>
  );
}

/** 从业务系统起草: the draft then knows its system and the 科室 that runs it. */
function SystemField() {
  const { t } = useWords();
  const me = useMe();
  const systems = useAnswer(listBusinessSystems, { query: { limit: SYSTEMS_MAX } }).data?.answer.items ?? [];
  const own = systems.filter(({ orgId, state }) => orgId === me.organisation.id && state === 'running');
  if (own.length === 0) return null;
  return (
    <Form.Item name="systemId" label={t('portal.campaign.from-system')} extra={t('portal.campaign.from-system-hint')}>
      <Select
        allowClear={clearable(t)}
        showSearch={{ optionFilterProp: 'label' }}
        options={own.map((system) => ({ value: system.id, label: t('portal.labelled', { label: system.name, text: system.purpose }) }))}
      />
    </Form.Item>
  );
}
