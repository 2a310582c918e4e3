import { getApplication } from '@karez/contract/sharing';
import { applicationContentSchema, type Application, type ApplicationContent } from '@karez/contract/sharing/schemas';
import { useQueryClient } from '@tanstack/react-query';
import { Card, Form } from 'antd';
import { useCallback, useEffect, useState, type ComponentType } from 'react';
import { useLocation } from 'react-router';
import { useWords } from '../client/language.tsx';
import { BackflowNote } from './backflow/BackflowNote.tsx';
import { BasisFields, CareFields, ItemFields, PeriodFields, ScopeFields } from './application-fields.tsx';
import { MissingPlaces, missingUnder } from './MissingPlaces.tsx';
import { QuestionFields } from './questions/QuestionFields.tsx';
import { SavingWords } from './SavingWords.tsx';
import { SecrecyCard, type Declared } from './SecrecyCard.tsx';
import { SectionHead } from './SectionHead.tsx';
import { sectionPaths, type SectionKey } from './section-paths.ts';
import { ExpectedDaysNote } from './statistics/ExpectedDaysNote.tsx';
import { SubmitCard, type Ending } from './SubmitCard.tsx';
import { leftoverDraft, useAutosave } from './use-autosave.ts';

/** The sections of the form, in its order. */
const sections = [
  { key: 'items', Fields: ItemFields },
  { key: 'basis', Fields: BasisFields },
  { key: 'scope', Fields: ScopeFields },
  { key: 'period', Fields: PeriodFields },
  { key: 'care', Fields: CareFields },
  { key: 'questions', Fields: QuestionFields },
] as const satisfies readonly { key: SectionKey; Fields: ComponentType<{ application: Application }> }[];

/**
 * What the requester's clerk writes, a draft or a supplement: a task list whose sections say what they lack; saved by itself. How it is handed on stands
 * in the last card.
 */
export function ApplicationForm({
  application,
  LastCard = SubmitCard,
}: {
  application: Application;
  LastCard?: ComponentType<Ending> | undefined;
}) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<ApplicationContent>();
  const [declared, setDeclared] = useState<Declared>(application.revision > 1 ? 'not-secret' : null);
  const [shown, setShown] = useState(application);
  const [first] = useState(() => leftoverDraft(application) ?? application.content);
  const { saving, changed, flush } = useAutosave(application, setShown);
  const read = useCallback((): ApplicationContent => applicationContentSchema.parse(normalised(form.getFieldsValue(true))), [form]);
  const save = async (): Promise<boolean> => {
    try {
      changed(read());
      await flush();
      return true;
    } catch {
      return false;
    }
  };
  useSectionOfAddress();
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
        <BackflowNote application={application} side="requester" />
        {application.state === 'draft' ? <ExpectedDaysNote entryId={application.entryId} /> : null}
        <SecrecyCard declared={declared} refusal={t('refusal.sharing.application.secret')} onDeclare={setDeclared} />
        {sections
          .filter(({ key }) => key !== 'questions' || shown.questions.length > 0)
          .map(({ key, Fields }) => (
            <Card
              key={key}
              id={`section-${key}`}
              title={
                <SectionHead name={t(`portal.sharing.section.${key}`)} missing={missingUnder(shown.missing, sectionPaths[key]).length} />
              }
            >
              <Fields application={shown} />
              {/* A question says itself what its answer lacks. */}
              {key === 'questions' ? null : (
                <MissingPlaces
                  places={missingUnder(shown.missing, sectionPaths[key])}
                  nameOf={(place) => t(`portal.sharing.place.${place}`)}
                />
              )}
            </Card>
          ))}
        <LastCard
          application={shown}
          closed={declared !== 'not-secret'}
          save={save}
          saving={<SavingWords saving={saving} onReload={reload} />}
        />
      </div>
    </Form>
  );
}

/** Whoever comes from the list of gaps begins at the section that it named. */
function useSectionOfAddress(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash.startsWith('#section-')) document.querySelector(`[id="${CSS.escape(hash.slice(1))}"]`)?.scrollIntoView();
  }, [hash]);
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
