import { getApplication, submitApplication } from '@karez/contract/sharing';
import { applicationContentSchema, type Application, type ApplicationContent } from '@karez/contract/sharing/schemas';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Form } from 'antd';
import { useCallback, useState } from 'react';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { BasisFields, CareFields, ItemFields, PeriodFields, ScopeFields } from './application-fields.tsx';
import { MissingPlaces, missingUnder } from './MissingPlaces.tsx';
import { SavingWords } from './SavingWords.tsx';
import { SecrecyCard, type Declared } from './SecrecyCard.tsx';
import { SectionHead } from './SectionHead.tsx';
import { leftoverDraft, useAutosave } from './use-autosave.ts';

/** Sections of the form and the places of the content that each one holds. */
const sections = [
  { key: 'items', paths: ['/itemNos'], Fields: ItemFields },
  { key: 'basis', paths: ['/useBasis', '/useScenario', '/usePurpose', '/matter'], Fields: BasisFields },
  { key: 'scope', paths: ['/useScope', '/sharingMode', '/systemId'], Fields: ScopeFields },
  { key: 'period', paths: ['/validFrom', '/validTo'], Fields: PeriodFields },
  { key: 'care', paths: ['/storage', '/securityMeasures', '/commitment'], Fields: CareFields },
] as const;

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
        <SecrecyCard declared={declared} refusal={t('refusal.sharing.application.secret')} onDeclare={setDeclared} />
        {sections.map(({ key, paths, Fields }) => (
          <Card
            key={key}
            id={`section-${key}`}
            title={<SectionHead name={t(`portal.sharing.section.${key}`)} missing={missingUnder(shown.missing, paths).length} />}
          >
            <Fields application={shown} />
            <MissingPlaces places={missingUnder(shown.missing, paths)} nameOf={(place) => t(`portal.sharing.place.${place}`)} />
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
