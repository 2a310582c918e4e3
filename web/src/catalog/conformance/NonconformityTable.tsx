import { nonconformityText } from '@karez/contract/catalog/conformance-text';
import { decideNonconformity, explainNonconformity, recheckEntry, type Nonconformity } from '@karez/contract/catalog/conformance';
import { App, Button, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { stacked } from '../../ui/stacked.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<Nonconformity['state'], Tone>> = { open: 'warn', explained: 'waiting', accepted: 'off', mended: 'ok' };
type Asked = { readonly nonconformity: Nonconformity; readonly kind: 'explain' | 'accept' | 'decline' };
const stale = ['catalog.', 'desk.'];

function useAnswering() {
  const { t } = useWords();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<Asked | null>(null);
  const explain = useDeed(explainNonconformity, stale);
  const decide = useDeed(decideNonconformity, stale);
  const onSuccess = () => {
    setAsked(null);
    void message.success(t('portal.done'));
  };
  const done = ({ nonconformity, kind }: Asked, opinion: string) => {
    const params = { nonconformityId: nonconformity.id };
    if (kind === 'explain') explain.mutate({ params, body: { reason: opinion } }, { onSuccess });
    else decide.mutate({ params, body: { decision: kind, opinion } }, { onSuccess });
  };
  const ask = (next: Asked) => {
    explain.reset();
    decide.reset();
    setAsked(next);
  };
  const dialog = asked ? (
    <SignDialog
      open
      key={`${asked.kind} ${asked.nonconformity.id}`}
      title={t(`portal.conformance.${asked.kind}`)}
      says={t(`portal.conformance.${asked.kind}-says`)}
      signs={false}
      opinionLabel={asked.kind === 'explain' ? t('portal.conformance.reason') : t('portal.opinion')}
      busy={explain.isPending || decide.isPending}
      error={explain.error ?? decide.error}
      onDone={({ opinion }) => done(asked, opinion)}
      onCancel={() => setAsked(null)}
    />
  ) : null;
  return { ask, dialog };
}

/** Nonconformities: what is wrong by which clause, what to do, until when, and what was said of it. */
export function NonconformityTable({ nonconformities }: { nonconformities: readonly Nonconformity[] }) {
  const { t } = useWords();
  const { ask, dialog } = useAnswering();
  const columns = stacked<Nonconformity>([
    {
      title: t('portal.conformance.entry'),
      width: 170,
      render: (_value, nonconformity) => (
        <Link to={paths.entry(nonconformity.entryId)}>
          <bdi>{nonconformity.entryName}</bdi>
          <div className="small soft">
            <bdi>{nonconformity.organisationName}</bdi>
          </div>
        </Link>
      ),
    },
    { title: t('portal.conformance.rule'), render: (_value, nonconformity) => <Says nonconformity={nonconformity} /> },
    {
      title: t('portal.conformance.clause'),
      width: 110,
      render: (_value, nonconformity) => t(`catalog.conformance.clause.${nonconformity.rule}`),
    },
    {
      title: t('portal.conformance.due'),
      width: 110,
      render: (_value, nonconformity) => (
        <>
          {nonconformity.dueOn}
          {nonconformity.overdue ? (
            <div className="small" style={{ color: '#a8321e' }}>
              {t('portal.conformance.overdue')}
            </div>
          ) : null}
        </>
      ),
    },
    {
      title: t('portal.conformance.state'),
      width: 110,
      render: (_value, nonconformity) => (
        <StateTag tone={tones[nonconformity.state]}>{t(`catalog.conformance.state.${nonconformity.state}`)}</StateTag>
      ),
    },
    {
      title: t('portal.conformance.deeds'),
      width: 150,
      render: (_value, nonconformity) => <Deeds nonconformity={nonconformity} onAsk={ask} />,
    },
  ]);
  return (
    <>
      <WideTable label={t('portal.menu.conformance')} minWidth={nonconformities.length > 0 ? 960 : 0}>
        <Table<Nonconformity>
          className="stacked"
          rowKey="id"
          size="middle"
          columns={columns}
          dataSource={[...nonconformities]}
          pagination={false}
          locale={{ emptyText: <Blank says={t('portal.conformance.none')} /> }}
        />
      </WideTable>
      {dialog}
    </>
  );
}

function Says({ nonconformity }: { nonconformity: Nonconformity }) {
  const { t } = useWords();
  return (
    <>
      {nonconformityText(t, nonconformity)}
      <div className="small soft">
        {t('portal.labelled', {
          label: t(`catalog.conformance.severity.${nonconformity.severity}`),
          text: t(`catalog.field.${nonconformity.field}`),
        })}
      </div>
      <div className="small soft">{t('portal.conformance.mend', { text: t(`catalog.conformance.mend.${nonconformity.rule}`) })}</div>
      {nonconformity.explanation ? <div className="small">{t('portal.conformance.said', { text: nonconformity.explanation })}</div> : null}
      {nonconformity.opinion ? <div className="small">{t('portal.conformance.answered', { text: nonconformity.opinion })}</div> : null}
    </>
  );
}

/** What the reader's side can do with it: explain and recheck, or accept and decline. */
function Deeds({ nonconformity, onAsk }: { nonconformity: Nonconformity; onAsk: (asked: Asked) => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const recheck = useDeed(recheckEntry, stale);
  if (nonconformity.state === 'mended') return <span className="soft">—</span>;
  const look = () =>
    recheck.mutate(
      { params: { entryId: nonconformity.entryId } },
      { onSuccess: ({ answer }) => void message.info(t('portal.conformance.rechecked', { mended: answer.mended, open: answer.open })) },
    );
  const kinds = nonconformity.state === 'explained' ? (['accept', 'decline'] as const) : (['explain'] as const);
  return (
    <span className="row">
      {kinds
        .filter((kind) => nonconformity.allowed[kind]?.allowed === true || nonconformity.allowed[kind]?.reason === 'identity.power.party')
        .map((kind) => (
          <DeedButton key={kind} allowed={nonconformity.allowed} action={kind} onClick={() => onAsk({ nonconformity, kind })}>
            {t(`portal.conformance.${kind}`)}
          </DeedButton>
        ))}
      <Button loading={recheck.isPending} onClick={look}>
        {t('portal.conformance.recheck')}
      </Button>
    </span>
  );
}
