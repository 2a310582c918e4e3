import { listUnitKeys } from '@karez/contract/sharing/unit-key';
import type { UnitKey } from '@karez/contract/sharing/unit-key-schemas';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { DecideKeyDialog, RefuseKeyDialog, RevokeKeyDialog } from './KeyDialogs.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { RegisterKeyDialog } from './RegisterKeyDialog.tsx';

type Open = { readonly kind: 'register' } | { readonly kind: 'confirm' | 'refuse' | 'revoke'; readonly unitKey: UnitKey };
const tones = { asked: 'waiting', 'in-force': 'ok', refused: 'off', replaced: 'off', revoked: 'off' } as const;

/** Keys that departments have registered as their own: a department's, and for the authority those of its region. */
export function UnitKeysPage() {
  const { t } = useWords();
  const [open, setOpen] = useState<Open | null>(null);
  const position = useCursor('');
  const keys = useAnswer(listUnitKeys, { query: position.cursor === undefined ? {} : { cursor: position.cursor } });
  const mayRegister = usePower('sharing.consent-in');
  return (
    <>
      <PageHead
        title={t('portal.menu.unit-keys')}
        purpose={t('portal.stamp.purpose')}
        actions={
          mayRegister ? (
            <Button type="primary" onClick={() => setOpen({ kind: 'register' })}>
              {t('portal.stamp.register')}
            </Button>
          ) : null
        }
      />
      <Card>
        <Loaded query={keys}>
          {({ answer }) => (
            <>
              <KeyTable keys={answer.items} onOpen={setOpen} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
      {open ? <KeyDialog open={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function KeyDialog({ open, onClose }: { open: Open; onClose: () => void }) {
  if (open.kind === 'register') return <RegisterKeyDialog onDone={onClose} onCancel={onClose} />;
  const Dialog = { confirm: DecideKeyDialog, refuse: RefuseKeyDialog, revoke: RevokeKeyDialog }[open.kind];
  return <Dialog unitKey={open.unitKey} onDone={onClose} onCancel={onClose} />;
}

function KeyTable({ keys, onOpen }: { keys: readonly UnitKey[]; onOpen: (open: Open) => void }) {
  const { t } = useWords();
  return (
    <Table<UnitKey>
      rowKey="id"
      size="middle"
      dataSource={[...keys]}
      pagination={false}
      {...(keys.length > 0 ? { scroll: { x: 900 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.stamp.none')} /> }}
      columns={[
        { title: t('portal.stamp.organisation'), width: 180, render: (_value, { organisation }) => <bdi>{organisation.name}</bdi> },
        {
          title: t('portal.stamp.fingerprint'),
          // The authority types what the department tells it; showing it here would make the comparison a copy.
          render: (_value, { fingerprint }) => (fingerprint === null ? '—' : <Fingerprint of={fingerprint} />),
        },
        { title: t('portal.stamp.medium'), width: 120, render: (_value, { medium }) => t(`portal.stamp.medium.${medium}`) },
        { title: t('portal.stamp.asked-on'), width: 150, render: (_value, { askedAt }) => dayAndTime(askedAt) },
        {
          title: t('portal.stamp.state'),
          width: 120,
          render: (_value, { state, reason }) => (
            <span className="stack" style={{ gap: 4, alignItems: 'flex-start' }}>
              <StateTag tone={tones[state]}>{t(`portal.stamp.state.${state}`)}</StateTag>
              {reason === null ? null : <bdi className="small soft">{reason}</bdi>}
            </span>
          ),
        },
        {
          title: '',
          width: 220,
          render: (_value, unitKey) => <KeyDeeds unitKey={unitKey} onOpen={onOpen} />,
        },
      ]}
    />
  );
}

function KeyDeeds({ unitKey, onOpen }: { unitKey: UnitKey; onOpen: (open: Open) => void }) {
  const { t } = useWords();
  const { allowed } = unitKey;
  return (
    <span className="row">
      {allowed['decide']?.allowed ? (
        <>
          <Button size="small" type="primary" onClick={() => onOpen({ kind: 'confirm', unitKey })}>
            {t('portal.stamp.decide')}
          </Button>
          <Button size="small" onClick={() => onOpen({ kind: 'refuse', unitKey })}>
            {t('portal.stamp.refuse')}
          </Button>
        </>
      ) : null}
      {allowed['revoke']?.allowed ? (
        <Button size="small" danger onClick={() => onOpen({ kind: 'revoke', unitKey })}>
          {t('portal.stamp.revoke')}
        </Button>
      ) : null}
    </span>
  );
}
