import { getApplication, submitApplication } from '@karez/contract/sharing';
import { applicationContentSchema, type Application, type ApplicationContent } from '@karez/contract/sharing/schemas';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Radio } from 'antd';
import { useCallback, useState } from 'react';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { BasisFields, CareFields, ItemFields, PeriodFields, ScopeFields } from './application-fields.tsx';
import { SectionHead } from './SectionHead.tsx';
import type { Saving } from '../client/use-draft-saving.ts';
import { leftoverDraft, useAutosave } from './use-autosave.ts';

type Declared = 'not-secret' | 'state-secret' | 'work-secret' | null;

/** Sections of the form and the places of the content that each one holds. */
const sections = [
  { key: 'items', paths: ['/itemNos'], Fields: ItemFields },
  { key: 'basis', paths: ['/useBasis', '/useScenario', '/usePurpose', '/matter'], Fields: BasisFields },
  { key: 'scope', paths: ['/useScope', '/sharingMode', '/systemId'], Fields: ScopeFields },
  { key: 'period', paths: ['/validFrom', '/validTo'], Fields: PeriodFields },
  { key: 'care', paths: ['/storage', '/securityMeasures', '/commitment'], Fields: CareFields },
] as const;

/** `/matter` is also the beginning of `/matterFormat`: both stand in one section. */
function missingOf(application: Application, paths: readonly string[]): Application['missing'] {
  return application.missing.filter((place) => paths.some((path) => place.path.startsWith(path)));
}

/** The draft of an application: a task list whose sections say what they lack; saved by itself, submitted when whole. */
export function ApplicationForm({ application }: { application: Application }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<ApplicationContent>();
  const [declared, setDeclared] = useState<Declared>(application.revision > 1 ? 'not-secret' : null);
  const [shown, setShown] = useState(application);
  const [first] = useState(() => leftoverDraft(application) ?? application.content);
  const { saving, changed, flush } = useAutosave(application, setShown);
  const submit = useDeed(submitApplication, ['sharing.', 'desk.']);
  const read = useCallback((): ApplicationContent => applicationContentSchema.parse(normalised(form.getFieldsValue(true))), [form]);
  const send = async () => {
    try {
      changed(read());
      await flush();
    } catch {
      return;
    }
    submit.mutate({ params: { applicationId: application.id } }, { onSuccess: () => void message.success(t('portal.sharing.submitted')) });
  };
  const reload = () => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === getApplication.id });
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={first}
      disabled={declared !== 'not-secret'}
      onValuesChange={() => changed(read())}
      scrollToFirstError
    >
      <div className="stack">
        <SecrecyCard declared={declared} onDeclare={setDeclared} />
        {sections.map(({ key, paths, Fields }) => (
          <Card
            key={key}
            id={`section-${key}`}
            title={<SectionHead name={t(`portal.sharing.section.${key}`)} missing={missingOf(shown, paths).length} />}
          >
            <Fields application={shown} />
            <MissingList places={missingOf(shown, paths)} />
          </Card>
        ))}
        <Card title={<SectionHead name={t('portal.sharing.section.submit')} missing={shown.missing.length} />}>
          <p className="soft">
            {shown.missing.length === 0 ? t('portal.sharing.ready') : t('portal.sharing.not-ready', { count: shown.missing.length })}
          </p>
          {submit.error ? <Trouble error={submit.error} isTold={(path) => shown.missing.some((place) => place.path === path)} /> : null}
          <div className="row">
            <Button type="primary" loading={submit.isPending} disabled={declared !== 'not-secret'} onClick={() => void send()}>
              {t('portal.sharing.deed.submit')}
            </Button>
            <SavingWords saving={saving} onReload={reload} />
          </div>
        </Card>
      </div>
    </Form>
  );
}

function empty(value: string | null): string | null {
  return value === '' ? null : value;
}

/** Native inputs give empty texts where the contract has null; a row of 使用依据 counts once it has a name. */
function normalised(values: ApplicationContent): unknown {
  const matter = values.matter && (values.matter.code !== '' || values.matter.name !== '') ? values.matter : null;
  return {
    ...values,
    useBasis: values.useBasis.filter(({ title }) => title.trim() !== ''),
    validFrom: empty(values.validFrom),
    validTo: empty(values.validTo),
    matter: matter && matter.code && matter.name ? matter : null,
  };
}

function SecrecyCard({ declared, onDeclare }: { declared: Declared; onDeclare: (next: Declared) => void }) {
  const { t } = useWords();
  return (
    <Card size="small" title={t('portal.sharing.secrecy')}>
      <Radio.Group
        disabled={false}
        value={declared}
        onChange={(event) => onDeclare(event.target.value)}
        options={[
          { value: 'not-secret', label: t('portal.sharing.secrecy.not-secret') },
          { value: 'state-secret', label: t('portal.sharing.secrecy.state-secret') },
          { value: 'work-secret', label: t('portal.sharing.secrecy.work-secret') },
        ]}
      />
      {declared === 'state-secret' || declared === 'work-secret' ? (
        <Alert type="error" showIcon style={{ marginBlockStart: 8 }} title={t('refusal.sharing.application.secret')} />
      ) : null}
    </Card>
  );
}

/** The name of a place without the numbers of list rows: `/useBasis/0/article` is `useBasis.article`. */
function placeName(path: string): string {
  return path.replaceAll(/\/\d+/g, '').slice(1).replaceAll('/', '.');
}

function MissingList({ places }: { places: Application['missing'] }) {
  const { t } = useWords();
  if (places.length === 0) return null;
  return (
    <ul className="small" style={{ margin: 0, paddingInlineStart: 18, color: '#8f5600' }}>
      {places.map((place) => (
        <li key={`${place.path} ${place.code}`}>
          {t('portal.labelled', {
            label: t(`portal.sharing.place.${placeName(place.path)}`),
            text: t(`field.${place.code}`, { no: '', months: '', minimum: 20 }),
          })}
        </li>
      ))}
    </ul>
  );
}

function SavingWords({ saving, onReload }: { saving: Saving; onReload: () => void }) {
  const { t } = useWords();
  if (saving.state === 'failed' && saving.error) return <Trouble error={saving.error} again={onReload} />;
  return (
    <span className="soft small" role="status">
      {t(`portal.saving.${saving.state}`)}
    </span>
  );
}
