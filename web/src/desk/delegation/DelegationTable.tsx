import { listDelegatedActs, revokeDelegation, type DelegationAnswer, type DelegationStanding } from '@karez/contract/desk/delegation';
import { App, Button, Drawer, Table } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { Line } from '../Line.tsx';
import { useActing } from './use-acting.ts';

const tones: Record<DelegationStanding, Tone> = { coming: 'waiting', 'in-force': 'ok', over: 'off', void: 'warn', revoked: 'off' };

const works = ['sharing.apply', 'sharing.handle', 'sharing.opine'];
const onlySigns = ({ powers }: DelegationAnswer) => !powers.some((power) => works.includes(power));

/** Delegations as a table, with what may be done with each, and what was done under it. */
export function DelegationTable({ delegations, label }: { delegations: readonly DelegationAnswer[]; label: string }) {
  const { t } = useWords();
  const [shown, setShown] = useState<DelegationAnswer | null>(null);
  const deeds = (one: DelegationAnswer) =>
    one.signs
      ? onlySigns(one)
        ? t('portal.delegation.only-signs')
        : `${t('portal.delegation.handles')} · ${t('portal.delegation.signs')}`
      : t('portal.delegation.handles');
  return (
    <>
      <Table<DelegationAnswer>
        rowKey="id"
        size="middle"
        aria-label={label}
        dataSource={[...delegations]}
        pagination={false}
        {...(delegations.length > 0 ? { scroll: { x: 1320 } } : {})}
        locale={{ emptyText: <Blank says={t('portal.delegation.none')} /> }}
        columns={[
          { title: t('portal.delegation.no'), width: 110, render: (_value, { no }) => <span className="code">{no}</span> },
          { title: t('portal.delegation.person'), width: 170, render: (_value, { person }) => <bdi>{person.title}</bdi> },
          { title: t('portal.delegation.delegate'), width: 170, render: (_value, { delegate }) => <bdi>{delegate.title}</bdi> },
          { title: t('portal.delegation.kind'), width: 130, render: (_value, { kind }) => t(`portal.delegation.kind.${kind}`) },
          {
            title: t('portal.delegation.days'),
            width: 220,
            render: (_value, { firstDay, lastDay }) =>
              lastDay === null ? t('portal.delegation.from-day', { firstDay }) : <bdi>{`${firstDay} ~ ${lastDay}`}</bdi>,
          },
          { title: t('portal.delegation.deeds'), width: 150, render: (_value, one) => deeds(one) },
          { title: t('portal.delegation.reason'), width: 180, render: (_value, { reason }) => <bdi>{reason}</bdi> },
          {
            title: t('portal.delegation.standing'),
            width: 120,
            render: (_value, { standing }) => <StateTag tone={tones[standing]}>{t(`portal.delegation.standing.${standing}`)}</StateTag>,
          },
          { title: '', width: 210, render: (_value, one) => <Deeds delegation={one} onActs={() => setShown(one)} /> },
        ]}
      />
      <Drawer open={shown !== null} title={t('portal.delegation.acts')} onClose={() => setShown(null)} size="large">
        {shown === null ? null : <Acts delegationId={shown.id} />}
      </Drawer>
    </>
  );
}

function Deeds({ delegation, onActs }: { delegation: DelegationAnswer; onActs: () => void }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const acting = useActing();
  const deed = useDeed(revokeDelegation, ['desk.']);
  const revoke = () =>
    void modal.confirm({
      title: t('portal.delegation.revoke'),
      content: t('portal.delegation.revoke-sure'),
      okText: t('portal.delegation.revoke'),
      okButtonProps: { danger: true },
      cancelText: t('portal.cancel'),
      onOk: () => deed.mutate({ params: { delegationId: delegation.id } }),
    });
  const error = deed.error ?? acting.error;
  return (
    <>
      <span className="row">
        {delegation.mayAct ? (
          <Button size="small" type="primary" loading={acting.busy} onClick={() => acting.begin(delegation.id, paths.todos())}>
            {t('portal.delegation.act')}
          </Button>
        ) : null}
        <Button size="small" onClick={onActs}>
          {t('portal.delegation.acts')}
        </Button>
        {delegation.mayRevoke ? (
          <Button size="small" danger onClick={revoke}>
            {t('portal.delegation.revoke')}
          </Button>
        ) : null}
      </span>
      {error ? <Trouble error={error} /> : null}
    </>
  );
}

/** What was done under a delegation: when, what, and to which kind of case. */
function Acts({ delegationId }: { delegationId: string }) {
  const { t, has } = useWords();
  const acts = useAnswer(listDelegatedActs, { params: { delegationId } });
  const named = (key: string, otherwise: string) => (has(key) ? t(key) : otherwise);
  return (
    <Loaded query={acts}>
      {({ answer }) =>
        answer.items.length === 0 ? (
          <Blank says={t('portal.delegation.no-acts')} />
        ) : (
          <ul className="lines">
            {answer.items.map((act) => (
              <Line
                key={act.recordId}
                title={
                  <ActName recordId={act.recordId}>
                    {named(`portal.audit.action.${act.action}`, act.action)}
                    {act.objectKind === null ? null : ` · ${named(`portal.audit.object.${act.objectKind}`, act.objectKind)}`}
                  </ActName>
                }
              >
                {act.result === 'done' ? null : <StateTag tone="warn">{t('portal.delegation.refused')}</StateTag>}
                {dayAndTime(act.at)}
              </Line>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

/** Whoever may read evidence goes on to the record of the deed. */
function ActName({ recordId, children }: { recordId: string; children: ReactNode }) {
  const reads = usePower('evidence.read');
  return reads ? <Link to={paths.evidenceRecord(recordId)}>{children}</Link> : children;
}
