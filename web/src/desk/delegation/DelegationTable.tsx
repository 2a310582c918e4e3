import {
  listDelegatedActs,
  revokeDelegation,
  type DelegatedAct,
  type DelegationAnswer,
  type DelegationStanding,
} from '@karez/contract/desk/delegation';
import { App, Button, Drawer, Table } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
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

const signatures = ['sharing.consent-out', 'sharing.consent-supplement', 'sharing.open-proposal', 'sharing.consent-in'];
const onlySigns = ({ deeds }: DelegationAnswer) => deeds.every((deed) => signatures.includes(deed));

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

/** What was done under a delegation: when, what, in which case, and the way to it. */
function Acts({ delegationId }: { delegationId: string }) {
  const { t, has } = useWords();
  const position = useCursor(delegationId);
  const acts = useAnswer(listDelegatedActs, {
    params: { delegationId },
    query: position.cursor === undefined ? {} : { cursor: position.cursor },
  });
  const named = (key: string, otherwise: string) => (has(key) ? t(key) : otherwise);
  return (
    <Loaded query={acts}>
      {({ answer }) =>
        answer.items.length === 0 ? (
          <Blank says={t('portal.delegation.no-acts')} />
        ) : (
          <>
            <ul className="lines">
              {answer.items.map((act) => (
                <Line
                  key={act.recordId}
                  title={<ActName recordId={act.recordId}>{named(`portal.audit.action.${act.action}`, act.action)}</ActName>}
                >
                  {act.result === 'done' ? null : <StateTag tone="warn">{t('portal.delegation.refused')}</StateTag>}
                  <CaseName act={act} />
                  {dayAndTime(act.at)}
                </Line>
              ))}
            </ul>
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )
      }
    </Loaded>
  );
}

/** The case that something was done in, by its name, and the way to it. */
function CaseName({ act: { objectKind, objectId, title } }: { act: DelegatedAct }) {
  const { t, has } = useWords();
  if (objectId === null || objectKind === null) return null;
  const key = `portal.audit.object.${objectKind}`;
  const words = title ? t(title.key, title.params) : has(key) ? t(key) : objectKind;
  return objectKind === 'sharing.application' ? <Link to={paths.application(objectId)}>{words}</Link> : <span>{words}</span>;
}

/** Whoever may read evidence goes on to the record of the deed. */
function ActName({ recordId, children }: { recordId: string; children: ReactNode }) {
  const reads = usePower('evidence.read');
  return reads ? <Link to={paths.evidenceRecord(recordId)}>{children}</Link> : children;
}
