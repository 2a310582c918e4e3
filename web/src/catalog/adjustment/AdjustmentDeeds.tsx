import {
  agreeAdjustment,
  decideAdjustment,
  objectAdjustment,
  withdrawAdjustment,
  type Adjustment,
} from '@karez/contract/catalog/adjustment';
import { impactAssessmentSchema, secrecyAssessmentSchema } from '@karez/contract/catalog/content';
import { emptyContent } from '@karez/contract/catalog/empty-content';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { CodeField } from '../../client/CodeField.tsx';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { together, useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { ImpactFields, SecrecyFields } from '../CareSection.tsx';
import '../catalog.css';
import { concerns, staleAfterStep } from '../deeds.ts';
import type { Draft } from '../draft.ts';
import { useWideningWords } from './adjustment-tags.tsx';

const asked = ['object', 'withdraw', 'drop', 'uphold'] as const;
type Asked = (typeof asked)[number];
type Open = Asked | 'agree';
const buttons: readonly Open[] = [...asked, 'agree'];
const isPrimary = (open: Open): boolean => open === 'agree' || open === 'uphold';
const signs = (open: Open): boolean => open === 'drop' || open === 'uphold';

function useSteps({ id, entryRevision }: Adjustment, onSuccess: () => void) {
  const object = useDeed(objectAdjustment, staleAfterStep);
  const withdraw = useDeed(withdrawAdjustment, staleAfterStep);
  const decide = useDeed(decideAdjustment, staleAfterStep);
  const about = { params: { adjustmentId: id }, ifMatch: entryRevision };
  const run = (step: Asked, { opinion, code }: { opinion: string; code: string }) => {
    if (step === 'object') object.mutate({ ...about, body: { reason: opinion } }, { onSuccess });
    else if (step === 'withdraw') withdraw.mutate({ ...about, body: { reason: opinion } }, { onSuccess });
    else decide.mutate({ ...about, body: { decision: step, opinion, secondFactor: code } }, { onSuccess });
  };
  return { run, ...together([object, withdraw, decide]) };
}

/** What the reader may do about an adjustment: agree, object, decide, take back. */
export function AdjustmentDeeds({ adjustment }: { adjustment: Adjustment }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<Open>();
  const steps = useSteps(adjustment, done);
  const ask = (next: Open) => () => {
    steps.reset();
    show(next);
  };
  return (
    <>
      {buttons
        .filter((one) => concerns(adjustment.allowed, `${one}-adjustment`))
        .filter((one) => adjustment.allowed[`${one}-adjustment`]?.reason !== 'catalog.adjustment.illegal-transition')
        .map((one) => (
          <DeedButton
            key={one}
            allowed={adjustment.allowed}
            action={`${one}-adjustment`}
            type={isPrimary(one) ? 'primary' : 'default'}
            onClick={ask(one)}
          >
            {t(`portal.adjustment.deed.${one}`)}
          </DeedButton>
        ))}
      {open !== null && open !== 'agree' ? (
        <SignDialog
          key={open}
          open
          title={t(`portal.adjustment.deed.${open}`)}
          says={t(`portal.adjustment.ask-says.${open}`)}
          signs={signs(open)}
          danger={open === 'object' || open === 'drop'}
          {...(signs(open) ? {} : { opinionLabel: t('portal.catalog.withdrawal-reason') })}
          busy={steps.busy}
          error={steps.error}
          onDone={(given) => steps.run(open, given)}
          onCancel={close}
        />
      ) : null}
      {open === 'agree' ? <AgreeDialog adjustment={adjustment} onDone={done} onCancel={close} /> : null}
    </>
  );
}

type Agreeing = { adjustment: Adjustment; onDone: () => void; onCancel: () => void };

/** 同意调整, a signature; what goes beyond the department's assessments needs new ones with it (809-13). */
function AgreeDialog({ adjustment, onDone, onCancel }: Agreeing) {
  const { t } = useWords();
  const wideningWords = useWideningWords();
  const [form] = Form.useForm<{ opinion: string; code: string }>();
  const [draft, setDraft] = useState<Draft>(() => emptyContent(adjustment.entry.name));
  const deed = useDeed(agreeAdjustment, staleAfterStep);
  const isWider = adjustment.widening.length > 0;
  const isPersonal = adjustment.personalData !== 'none';
  const secrecyAssessment = secrecyAssessmentSchema.safeParse(draft.secrecyAssessment).data ?? null;
  const impactAssessment = impactAssessmentSchema.safeParse(draft.impactAssessment).data ?? null;
  const edit = {
    draft,
    wrongs: [],
    set: (change: (before: Draft) => Partial<Draft>) => setDraft((before) => ({ ...before, ...change(before) })),
  };
  const agree = ({ opinion, code }: { opinion: string; code: string }) =>
    deed.mutate(
      {
        params: { adjustmentId: adjustment.id },
        ifMatch: adjustment.entryRevision,
        body: { opinion, secondFactor: code, secrecyAssessment, impactAssessment },
      },
      { onSuccess: onDone },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.adjustment.deed.agree')}
      says={t('portal.adjustment.ask-says.agree')}
      okText={t('portal.sign')}
      deed={deed}
      notYet={isWider && (secrecyAssessment === null || (isPersonal && impactAssessment === null))}
      {...(isWider ? { width: 760 } : {})}
      initialValues={{ opinion: t('portal.adjustment.opinion.agree'), code: '' }}
      onGiven={agree}
      onCancel={onCancel}
    >
      {isWider ? (
        <>
          <p className="soft">{t('portal.adjustment.assess-anew', { what: wideningWords(adjustment.widening) })}</p>
          <div className="fields" style={{ marginBlockEnd: 16 }}>
            <SecrecyFields edit={edit} />
            {isPersonal ? <ImpactFields edit={edit} must /> : null}
          </div>
        </>
      ) : null}
      <Form.Item
        name="opinion"
        label={t('portal.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}
