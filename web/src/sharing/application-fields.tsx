import { getEntry } from '@karez/contract/catalog';
import { listBusinessSystems } from '@karez/contract/identity/machines';
import { useBasisKinds, usePurposes, type Application } from '@karez/contract/sharing/schemas';
import { Button, Checkbox, Form, Input, InputNumber, Select, Switch, Table } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useRegions } from '../client/use-regions.ts';
import { useAnswer } from '../client/queries.ts';
import { ArticlePicker } from '../law/ArticlePicker.tsx';
import { paths } from '../paths.ts';
import { DayField } from '../ui/DayField.tsx';

type Fields = { application: Application };

/** 所需信息: the items that are wanted, one by one. */
export function ItemFields({ application }: Fields) {
  return (
    <Form.Item name="itemNos" noStyle>
      <ItemPicker application={application} />
    </Form.Item>
  );
}

function ItemPicker({ application, value = [], onChange }: Fields & { value?: number[]; onChange?: (next: number[]) => void }) {
  const { t } = useWords();
  return (
    <Table
      size="small"
      rowKey="no"
      pagination={false}
      dataSource={[...application.entryItems]}
      rowSelection={{
        selectedRowKeys: value,
        onChange: (keys) => onChange?.(keys.map(Number).toSorted((left, right) => left - right)),
        getTitleCheckboxProps: () => ({ 'aria-label': t('portal.choose-all') }),
        getCheckboxProps: (item) => ({ disabled: item.shareType === 'denied' || item.fieldName === null, name: item.nameZh }),
      }}
      columns={[
        { title: t('portal.sharing.item-name'), dataIndex: 'nameZh' },
        { title: t('portal.sharing.item-meaning'), dataIndex: 'meaning', render: (meaning: string) => meaning || '—' },
        {
          title: t('portal.sharing.item-share-type'),
          width: 120,
          render: (_value, item) => (item.shareType ? t(`catalog.share-type.${item.shareType}`) : '—'),
        },
        {
          title: t('portal.sharing.item-sensitivity'),
          width: 130,
          render: (_value, item) => (item.sensitivity ? t(`catalog.sensitivity.${item.sensitivity}`) : '—'),
        },
      ]}
    />
  );
}

/** 使用依据, 使用场景, 使用用途 and the matter that is handled (809-20), with the form of its numbers. */
export function BasisFields({ application }: Fields) {
  const { t } = useWords();
  return (
    <>
      <UseFields needsMatter={application.personalData} />
      <Form.Item name="matterFormat" label={t('portal.sharing.field.matterFormat')} required extra={t('portal.sharing.matter-format-hint')}>
        <Input className="code" style={{ maxInlineSize: 420 }} maxLength={120} placeholder="QS-{digits:4}-{digits:1-6}" />
      </Form.Item>
    </>
  );
}

/** On what, in which scenario and for what purpose data is used: what an asking and a template both say. */
export function ReasonFields() {
  const { t } = useWords();
  return (
    <>
      <Form.List name="useBasis">
        {(rows, { add, remove }) => (
          <Form.Item label={t('portal.sharing.field.useBasis')} required>
            {rows.map((row) => (
              <div key={row.key} className="row" style={{ alignItems: 'flex-start', marginBlockEnd: 8 }}>
                <Form.Item name={[row.name, 'kind']} noStyle>
                  <Select
                    aria-label={t('portal.sharing.basis-kind')}
                    style={{ inlineSize: 160, flexShrink: 0 }}
                    options={useBasisKinds.map((kind) => ({ value: kind, label: t(`sharing.basis-kind.${kind}`) }))}
                  />
                </Form.Item>
                <Form.Item name={[row.name, 'title']} noStyle>
                  <Input
                    aria-label={t('portal.sharing.basis-title')}
                    placeholder={t('portal.sharing.basis-title')}
                    style={{ flex: '1 1 180px', minInlineSize: 0 }}
                    maxLength={200}
                  />
                </Form.Item>
                <Form.Item name={[row.name, 'article']} noStyle>
                  <Input
                    aria-label={t('portal.sharing.basis-article')}
                    placeholder={t('portal.sharing.basis-article')}
                    style={{ inlineSize: 110, flexShrink: 0 }}
                    maxLength={60}
                  />
                </Form.Item>
                <Button onClick={() => remove(row.name)}>{t('portal.delete')}</Button>
              </div>
            ))}
            <div className="row">
              <div style={{ flex: '1 1 240px', minInlineSize: 0 }}>
                <ArticlePicker
                  onPick={(cited) =>
                    add({ kind: 'law', title: cited.title, article: cited.article, text: cited.quotation, articleId: cited.articleId })
                  }
                />
              </div>
              <Button onClick={() => add({ kind: 'duty-document', title: '', article: '', text: '', articleId: null })}>
                {t('portal.sharing.other-basis')}
              </Button>
            </div>
          </Form.Item>
        )}
      </Form.List>
      <Form.Item name="useScenario" label={t('portal.sharing.field.useScenario')} required extra={t('portal.sharing.scenario-hint')}>
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="usePurpose" label={t('portal.sharing.field.usePurpose')} required extra={t('portal.sharing.purpose-hint')}>
        <Select
          style={{ maxInlineSize: 320 }}
          options={usePurposes.map((purpose) => ({ value: purpose, label: t(`sharing.purpose.${purpose}`) }))}
        />
      </Form.Item>
    </>
  );
}

/** What every asking for data says of its use: basis, scenario, purpose, and the matter that is handled. */
export function UseFields({ needsMatter }: { needsMatter: boolean }) {
  const { t } = useWords();
  return (
    <>
      <ReasonFields />
      <Form.Item label={t('portal.sharing.field.matter')} required={needsMatter} extra={t('portal.sharing.matter-hint')}>
        <div className="row">
          <Form.Item name={['matter', 'kind']} noStyle initialValue="service-matter">
            <Select
              aria-label={t('portal.sharing.matter-kind')}
              style={{ inlineSize: 190 }}
              options={(['service-matter', 'power-list'] as const).map((kind) => ({ value: kind, label: t(`sharing.basis-kind.${kind}`) }))}
            />
          </Form.Item>
          <Form.Item name={['matter', 'code']} noStyle>
            <Input
              aria-label={t('portal.sharing.matter-code')}
              placeholder={t('portal.sharing.matter-code')}
              style={{ flex: '1 1 150px' }}
              maxLength={64}
            />
          </Form.Item>
          <Form.Item name={['matter', 'name']} noStyle>
            <Input
              aria-label={t('portal.sharing.matter-name')}
              placeholder={t('portal.sharing.matter-name')}
              style={{ flex: '2 1 180px' }}
              maxLength={128}
            />
          </Form.Item>
        </div>
      </Form.Item>
    </>
  );
}

/** 使用对象, 使用范围, 共享方式 and the system that will call. */
export function ScopeFields({ application }: { application: Application }) {
  const { t } = useWords();
  const consent = useAnswer(getEntry, { params: { entryId: application.entryId } }).data?.answer.standingConsent;
  const systems = useAnswer(listBusinessSystems, { query: { limit: 100 } });
  const regions = useRegions();
  const running = (systems.data?.answer.items ?? []).filter((system) => system.state === 'running');
  return (
    <>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item name={['useScope', 'users']} label={t('portal.sharing.field.users')} required style={{ flex: '1 1 300px' }}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name={['useScope', 'userCount']} label={t('portal.sharing.field.userCount')} required>
          <InputNumber min={1} precision={0} />
        </Form.Item>
      </div>
      <Form.Item name={['useScope', 'regionCodes']} label={t('portal.sharing.field.regionCodes')} required>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={regions
            .filter((region) => /^\d{6}$/.test(region.code))
            .map((region) => ({ value: region.code, label: `${region.name} ${region.code}` }))}
        />
      </Form.Item>
      <Form.Item name="sharingMode" label={t('portal.sharing.field.sharingMode')} required>
        <Select style={{ maxInlineSize: 320 }} options={[{ value: 'api', label: t('sharing.mode.api') }]} />
      </Form.Item>
      <Form.Item
        name="systemId"
        label={t('portal.sharing.field.systemId')}
        required
        extra={running.length === 0 ? <Link to={paths.systems()}>{t('portal.sharing.no-system')}</Link> : undefined}
      >
        <Select style={{ maxInlineSize: 420 }} options={running.map((system) => ({ value: system.id, label: system.name }))} />
      </Form.Item>
      <Form.Item
        name="callsPerDay"
        label={t('portal.sharing.field.callsPerDay')}
        extra={consent?.open ? t('portal.sharing.calls-ceiling', { perDay: consent.quota.perDay }) : null}
      >
        <InputNumber min={1} precision={0} style={{ inlineSize: 160 }} />
      </Form.Item>
    </>
  );
}

/** 使用时限 / 截止时间. */
export function PeriodFields() {
  const { t } = useWords();
  return (
    <div className="row" style={{ alignItems: 'flex-start' }}>
      <Form.Item name="validFrom" label={t('portal.from')} required>
        <DayField />
      </Form.Item>
      <Form.Item name="validTo" label={t('portal.to')} required>
        <DayField />
      </Form.Item>
    </div>
  );
}

/** Where the data rests, how it is kept safe, and the commitment that the head signs. */
export function CareFields() {
  const { t } = useWords();
  const form = Form.useFormInstance();
  const persists: unknown = Form.useWatch(['storage', 'persist'], form);
  return (
    <>
      <Form.Item name={['storage', 'persist']} label={t('portal.sharing.persist')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {persists === true ? (
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <Form.Item name={['storage', 'location']} label={t('portal.sharing.storage-location')} required style={{ flex: '1 1 260px' }}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['storage', 'retentionDays']} label={t('portal.sharing.retention-days')} required>
            <InputNumber min={0} precision={0} />
          </Form.Item>
        </div>
      ) : null}
      <Form.Item name="securityMeasures" label={t('portal.sharing.field.securityMeasures')} required>
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="commitment" valuePropName="checked">
        <Checkbox>{t('portal.sharing.commitment')}</Checkbox>
      </Form.Item>
    </>
  );
}
