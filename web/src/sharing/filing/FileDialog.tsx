import { filingKinds, fileServiceChange, getFilingGround, type Filing, type FilingKind } from '@karez/contract/sharing/filing';
import type { AnswerOf } from '@karez/contract/route';
import { Alert, Form, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { DayField } from '../../ui/DayField.tsx';
import { CitedArticles } from '../CitedArticles.tsx';
import { staleAfterFiling, WordsField } from './FilingDialogs.tsx';

type Ground = AnswerOf<typeof getFilingGround>;
type Filed = { entryId: string; onDone: (filing: Filing) => void; onCancel: () => void };

/** 变更、停止服务备案: the grants that it affects are found by the platform before anything is written. */
export function FileDialog({ entryId, onDone, onCancel }: Filed) {
  const { t } = useWords();
  const ground = useAnswer(getFilingGround, { params: { entryId } });
  if (!ground.data)
    return (
      <Modal open title={t('portal.filing.deed.file')} footer={null} onCancel={onCancel}>
        <Loaded query={ground}>{() => null}</Loaded>
      </Modal>
    );
  return <GroundedDialog ground={ground.data.answer} onDone={onDone} onCancel={onCancel} />;
}

type Given = { kind: FilingKind; serviceId: string | null; reason: string; change: string; effectiveOn: string };

function GroundedDialog({ ground, onDone, onCancel }: { ground: Ground; onDone: (filing: Filing) => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const kind = Form.useWatch('kind', form) ?? 'stop';
  const [basis, setBasis] = useState<Filing['basis']>([]);
  const deed = useDeed(fileServiceChange, staleAfterFiling);
  const { notice, earliestOn } = ground;
  const send = ({ change, ...given }: Given) =>
    deed.mutate(
      { body: { ...given, change: kind === 'change' ? change : '', entryId: ground.entry.id, basis } },
      { onSuccess: ({ answer }) => onDone(answer) },
    );
  return (
    <FormDialog<Given>
      form={form}
      width={640}
      title={t('portal.filing.deed.file')}
      says={<Affected ground={ground} />}
      okText={t('portal.filing.send')}
      deed={deed}
      notYet={basis.length === 0 || ground.grants.length === 0 || ground.underWay !== null}
      initialValues={{ kind: 'stop', serviceId: ground.services[0]?.id ?? null, reason: '', change: '', effectiveOn: earliestOn }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="kind" label={t('portal.filing.kind')}>
        <Radio.Group options={filingKinds.map((value) => ({ value, label: t(`sharing.filing-kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="serviceId" label={t('portal.filing.service')}>
        <Select
          options={[
            ...ground.services.map(({ id, name }) => ({ value: id, label: name })),
            { value: null, label: t('portal.filing.whole-entry') },
          ]}
        />
      </Form.Item>
      <WordsField name="reason" label={t('portal.filing.reason')} />
      {kind === 'change' ? <WordsField name="change" label={t('portal.filing.change')} /> : null}
      <CitedArticles required label={t('portal.filing.basis')} extra={t('portal.filing.basis-why')} cited={basis} onCited={setBasis} />
      <Form.Item
        name="effectiveOn"
        label={t('portal.filing.effective-on')}
        extra={t('portal.filing.notice-is', { nature: notice.nature, days: notice.workingDays, firstOn: earliestOn })}
        rules={[{ required: true, message: t('field.required') }]}
      >
        <DayField min={earliestOn} />
      </Form.Item>
    </FormDialog>
  );
}

function Affected({ ground }: { ground: Ground }) {
  const { t } = useWords();
  const { grants, underWay } = ground;
  if (underWay)
    return (
      <Alert
        type="warning"
        showIcon
        title={t('refusal.sharing.filing.under-way')}
        action={<Link to={paths.filing(underWay.id)}>{t('portal.filing.open')}</Link>}
      />
    );
  if (grants.length === 0) return <Alert type="info" showIcon title={t('portal.filing.affects-nobody')} />;
  return (
    <>
      <p className="soft">{t('portal.filing.says.file')}</p>
      <p>{t('portal.filing.affects', { count: grants.length })}</p>
      <ul style={{ paddingInlineStart: 20 }}>
        {grants.map(({ id, no, systemName, requester }) => (
          <li key={id}>
            <bdi>{requester.name}</bdi> · <bdi className="code">{no}</bdi> · <bdi>{systemName}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
