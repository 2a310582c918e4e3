import {
  confirmTranslation,
  deliverTranslation,
  reviewTranslation,
  type Translation,
  type TranslationCounts,
} from '@karez/contract/catalog/translation';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { fits, stepsOf, type TranslationStep } from './steps.ts';
import { TranslationStateTag } from './translation-words.tsx';
import type { TranslationDraft } from './use-translation-draft.ts';

const stale = ['desk.', 'catalog.read-translation', 'catalog.list-translations', 'catalog.read-translation-board', 'catalog.list-entries'];

type Deeds = { translation: Translation; draft: TranslationDraft; chosen: readonly string[]; onDone: () => void };

/** Steps on the chosen fields; where none is chosen, on every field that waits for the step, so that one sees how many. */
export function TranslationDeeds({ translation, draft, chosen, onDone }: Deeds) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<'pass' | 'return' | null>(null);
  const deliver = useDeed(deliverTranslation, stale);
  const confirm = useDeed(confirmTranslation, stale);
  const review = useDeed(reviewTranslation, stale);
  const { entryId, language, fields } = translation;
  const fieldsFor = (step: TranslationStep) => {
    const fitting = fields
      .filter((field) => fits(step, field) || (step === 'deliver' && field.field in draft.written))
      .map(({ field }) => field);
    // What is reviewed is chosen text by text; nothing is passed unseen.
    return step === 'pass' || step === 'return' || chosen.length > 0 ? fitting.filter((field) => chosen.includes(field)) : fitting;
  };
  const done = ({ answer, etag }: { answer: Translation; etag: string | null }) => {
    draft.took(answer, etag);
    setAsking(null);
    onDone();
    void message.success(t('portal.done'));
  };
  const take = async (step: 'deliver' | 'confirm') => {
    const asked = fieldsFor(step);
    if (!(await draft.flush())) return;
    const input = { params: { entryId, language }, ifMatch: draft.revision(), body: { fields: asked } };
    if (step === 'deliver') deliver.mutate(input, { onSuccess: done });
    else confirm.mutate(input, { onSuccess: done });
  };
  const judge = (decision: 'pass' | 'return', opinion: string) =>
    review.mutate(
      { params: { entryId, language }, ifMatch: draft.revision(), body: { fields: fieldsFor(decision), decision, opinion } },
      { onSuccess: done },
    );
  const refused = deliver.error ?? confirm.error;
  return (
    <>
      <Counts counts={translation.counts} />
      {stepsOf(translation).map((step) => (
        <Button
          key={step}
          block
          type={step === 'deliver' || step === 'pass' ? 'primary' : 'default'}
          disabled={fieldsFor(step).length === 0}
          title={fieldsFor(step).length === 0 ? t(`portal.translation.none-to.${step}`) : ''}
          loading={deliver.isPending || confirm.isPending}
          onClick={() => (step === 'pass' || step === 'return' ? setAsking(step) : void take(step))}
        >
          {t(`portal.translation.step.${step}`, { count: fieldsFor(step).length })}
        </Button>
      ))}
      {refused ? <Trouble error={refused} /> : null}
      {asking === null ? null : (
        <OpinionDialog
          step={asking}
          count={fieldsFor(asking).length}
          deed={review}
          onGiven={(opinion) => judge(asking, opinion)}
          onCancel={() => setAsking(null)}
        />
      )}
    </>
  );
}

/** How many fields are in which state. */
function Counts({ counts }: { counts: TranslationCounts }) {
  return (
    <div className="row">
      {(['missing', 'draft', 'translated', 'reviewed', 'stale'] as const)
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <span key={state} className="row" style={{ gap: 4 }}>
            <TranslationStateTag state={state} /> {counts[state]}
          </span>
        ))}
    </div>
  );
}

type Opinion = {
  step: 'pass' | 'return';
  count: number;
  deed: { readonly isPending: boolean; readonly error: Error | null };
  onGiven: (opinion: string) => void;
  onCancel: () => void;
};

function OpinionDialog({ step, count, deed, onGiven, onCancel }: Opinion) {
  const { t } = useWords();
  const [form] = Form.useForm<{ opinion: string }>();
  return (
    <FormDialog
      form={form}
      title={t(`portal.translation.step.${step}`, { count })}
      says={t(`portal.translation.ask.${step}`)}
      okText={t('portal.translation.decide')}
      deed={deed}
      danger={step === 'return'}
      initialValues={step === 'pass' ? { opinion: t('portal.translation.opinion-pass') } : {}}
      onGiven={({ opinion }) => onGiven(opinion)}
      onCancel={onCancel}
    >
      <Form.Item
        name="opinion"
        label={t('portal.translation.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.translation.opinion-missing') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
