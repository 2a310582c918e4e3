import { updateCycles } from '@karez/contract/catalog/content';
import { demandUrgencies, demandWays, type Demand } from '@karez/contract/sharing/demand';
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { DepartmentSelect } from '../../catalog/transfer/DepartmentSelect.tsx';
import { useWords } from '../../client/language.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { UseFields } from '../application-fields.tsx';

type Fields = { demand: Demand };

/** Which data: name, items one by one, how often it must be new. */
export function DataFields() {
  const { t } = useWords();
  return (
    <>
      <Form.Item name="name" label={t('portal.demand.name')} required extra={t('portal.demand.name-hint')}>
        <Input maxLength={128} showCount />
      </Form.Item>
      <Form.List name="items">
        {(rows, { add, remove }) => (
          <Form.Item label={t('portal.demand.items')} required extra={t('portal.demand.items-hint')}>
            {rows.map((row) => (
              <div key={row.key} className="row" style={{ marginBlockEnd: 8 }}>
                <Form.Item name={[row.name, 'name']} noStyle>
                  <Input
                    aria-label={t('portal.demand.item-name')}
                    placeholder={t('portal.demand.item-name')}
                    style={{ flex: '1 1 150px', minInlineSize: 0 }}
                    maxLength={64}
                  />
                </Form.Item>
                <Form.Item name={[row.name, 'meaning']} noStyle>
                  <Input
                    aria-label={t('portal.demand.item-meaning')}
                    placeholder={t('portal.demand.item-meaning')}
                    style={{ flex: '2 1 200px', minInlineSize: 0 }}
                    maxLength={500}
                  />
                </Form.Item>
                <Form.Item name={[row.name, 'personal']} valuePropName="checked" noStyle>
                  <Checkbox>{t('portal.demand.is-personal')}</Checkbox>
                </Form.Item>
                <Button onClick={() => remove(row.name)}>{t('portal.delete')}</Button>
              </div>
            ))}
            <Button onClick={() => add({ name: '', meaning: '', personal: false })}>{t('portal.demand.add-item')}</Button>
          </Form.Item>
        )}
      </Form.List>
      <Form.Item name="updateCycle" label={t('portal.demand.update-cycle')} required>
        <Select
          style={{ maxInlineSize: 320 }}
          options={updateCycles.map((cycle) => ({ value: cycle, label: t(`catalog.update-cycle.${cycle}`) }))}
        />
      </Form.Item>
    </>
  );
}

/** For what: basis, scenario, purpose, and the matter, which personal data cannot do without. */
export function UseFieldsOfDemand({ demand }: Fields) {
  return <UseFields needsMatter={demand.content.items.some(({ personal }) => personal)} />;
}

/** How, by when, and from whom as far as one knows. */
export function WishFields({ demand }: Fields) {
  const { t } = useWords();
  return (
    <>
      <Form.Item name="way" label={t('portal.demand.way')} required>
        <Radio.Group options={demandWays.map((way) => ({ value: way, label: t(`sharing.demand-way.${way}`) }))} />
      </Form.Item>
      <Form.Item name="expectedProviderOrgId" label={t('portal.demand.expected-provider')} extra={t('portal.demand.expected-hint')}>
        <KnownDepartment demand={demand} />
      </Form.Item>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item name="wishedOn" label={t('portal.demand.wished-on')} required>
          <DayField />
        </Form.Item>
        <Form.Item name="urgency" label={t('portal.demand.urgency')}>
          <Radio.Group
            optionType="button"
            options={demandUrgencies.map((urgency) => ({ value: urgency, label: t(`sharing.demand-urgency.${urgency}`) }))}
          />
        </Form.Item>
      </div>
    </>
  );
}

type Choice = { id?: string; value?: string | null; onChange?: (id: string | null) => void };

/** A department that is found by its name; the one that was chosen before keeps its name. */
function KnownDepartment({ demand, id, value, onChange }: Fields & Choice) {
  const { expectedProvider } = demand;
  return (
    <DepartmentSelect
      except={demand.requester.id}
      {...(id === undefined ? {} : { id })}
      {...(value ? { value } : {})}
      {...(expectedProvider === null ? {} : { known: expectedProvider })}
      onChange={(next) => onChange?.(next ?? null)}
    />
  );
}
