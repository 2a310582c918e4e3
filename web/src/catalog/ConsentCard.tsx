import { giveStandingConsent } from '@karez/contract/catalog';
import type { Entry } from '@karez/contract/catalog/answers';
import { App, Card, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../client/DeedButton.tsx';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { StateTag } from '../ui/StateTag.tsx';
import { DayField } from '../ui/DayField.tsx';
import { CodeField } from '../client/CodeField.tsx';
import { monthsAfter, today } from './days.ts';

/** Longest time of a consent in advance. */
const MONTHS_MAX = 12;

/** Consent in advance: whether applications are answered at once, until when, on which terms; and giving it. */
export function ConsentCard({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const [giving, setGiving] = useState(false);
  const consent = entry.standingConsent;
  const rule = entry.allowed['give-standing-consent'];
  const mayGive = rule !== undefined && (rule.allowed || rule.reason?.startsWith('catalog.consent.') === true);
  if (!consent && !mayGive) return null;
  return (
    <Card size="small" title={t('portal.catalog.consent')}>
      <ConsentFacts consent={consent} />
      {mayGive ? (
        <div style={{ marginBlockStart: 8 }}>
          <DeedButton allowed={entry.allowed} action="give-standing-consent" onClick={() => setGiving(true)}>
            {consent?.open ? t('portal.catalog.consent-renew') : t('portal.catalog.deed.give-standing-consent')}
          </DeedButton>
        </div>
      ) : null}
      {giving ? <ConsentDialog entry={entry} onClose={() => setGiving(false)} /> : null}
    </Card>
  );
}

function ConsentFacts({ consent }: { consent: Entry['standingConsent'] }) {
  const { t } = useWords();
  if (consent === null) {
    return (
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t('portal.catalog.consent-none')}
      </p>
    );
  }
  const state = consent.open ? t('portal.catalog.consent-until', { day: consent.validUntil }) : t('portal.catalog.consent-ended');
  return (
    <div className="stack" style={{ gap: 6 }}>
      <div>
        <StateTag tone={consent.open ? 'ok' : 'off'}>{state}</StateTag>
      </div>
      <div className="pre">
        <bdi>{consent.terms}</bdi>
      </div>
      <div>{t('portal.catalog.consent-quota-is', { ...consent.quota })}</div>
      <div className="small soft">{t('portal.catalog.consent-given', { day: consent.givenOn })}</div>
    </div>
  );
}

type Given = { validUntil: string; terms: string; perSecond: number; perDay: number; code: string };

function ConsentDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(giveStandingConsent, ['catalog.']);
  const latest = monthsAfter(today(), MONTHS_MAX);
  const send = ({ validUntil, terms, perSecond, perDay, code }: Given) =>
    deed.mutate(
      {
        params: { entryId: entry.id },
        ifMatch: entry.revision,
        body: { validUntil, terms, quota: { perSecond, perDay }, secondFactor: code },
      },
      {
        onSuccess: () => {
          void message.success(t('portal.done'));
          onClose();
        },
      },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.catalog.deed.give-standing-consent')}
      says={t('portal.catalog.consent-says', { months: MONTHS_MAX })}
      okText={t('portal.sign')}
      deed={deed}
      initialValues={{
        validUntil: latest,
        terms: entry.standingConsent?.terms ?? t('portal.catalog.consent-terms'),
        ...(entry.standingConsent?.quota ?? entry.consentQuotaDefault),
        code: '',
      }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="validUntil" label={t('portal.catalog.consent-last-day')} rules={[{ required: true, message: t('field.required') }]}>
        <DayField min={today()} max={latest} />
      </Form.Item>
      <Form.Item
        name="terms"
        label={t('portal.catalog.terms')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <QuotaField name="perSecond" max={1000} />
        <QuotaField name="perDay" max={10_000_000} />
      </div>
      <p className="soft" style={{ marginBlockStart: -12 }}>
        {t('portal.catalog.consent-quota-why')}
      </p>
      <CodeField />
    </FormDialog>
  );
}

function QuotaField({ name, max }: { name: 'perSecond' | 'perDay'; max: number }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={t(`portal.catalog.consent-quota.${name}`)} rules={[{ required: true, message: t('field.required') }]}>
      <InputNumber min={1} max={max} precision={0} style={{ inlineSize: 150 }} />
    </Form.Item>
  );
}
