import { claimOffer, declineOffer, listOffers, withdrawOffer, type Offer, type OfferState } from '@karez/contract/sharing/offer';
import { Card, Table, Tabs } from 'antd';
import { useRef } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { termEnd } from '../../client/dates.ts';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { together, useOneDialog } from '../../client/one-dialog.ts';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

const tones: Readonly<Record<OfferState, Tone>> = {
  open: 'waiting',
  claimed: 'ok',
  declined: 'off',
  withdrawn: 'off',
  lapsed: 'off',
  ended: 'off',
};
const sides = ['received', 'prepared'] as const;

/** 代拟申请: what other departments have prepared for the own one, and what it has prepared for others. */
export function OffersPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const side = search.get('side') === 'prepared' ? 'prepared' : 'received';
  const position = useCursor(side);
  const page = position.cursor === undefined ? {} : { cursor: position.cursor };
  const offers = useAnswer(listOffers, { query: { side, ...page } });
  return (
    <>
      <PageHead title={t('portal.menu.offers')} purpose={t('portal.offer.purpose')} />
      <Card>
        <Tabs
          activeKey={side}
          onChange={(key) => setSearch({ side: key })}
          items={sides.map((key) => ({ key, label: t(`portal.offer.${key}`) }))}
        />
        <Loaded query={offers}>
          {({ answer }) => (
            <>
              <OfferTable offers={answer.items} side={side} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function OfferTable({ offers, side }: { offers: readonly Offer[]; side: (typeof sides)[number] }) {
  const { t } = useWords();
  return (
    <Table<Offer>
      rowKey="id"
      size="middle"
      dataSource={[...offers]}
      pagination={false}
      {...(offers.length > 0 ? { scroll: { x: 860 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.offer.none')} /> }}
      columns={[
        { title: t('portal.offer.about'), width: 200, render: (_value, row) => <About offer={row} /> },
        {
          title: t('portal.offer.state'),
          width: 120,
          render: (_value, { state }) => <StateTag tone={tones[state]}>{t(`sharing.offer-state.${state}`)}</StateTag>,
        },
        {
          title: t(side === 'received' ? 'portal.offer.by' : 'portal.offer.for'),
          width: 130,
          render: (_value, row) => <bdi>{(side === 'received' ? row.provider : row.requester).name}</bdi>,
        },
        { title: t('portal.offer.scope'), render: (_value, row) => <Scope offer={row} /> },
        { title: t('portal.offer.open-until'), width: 100, render: (_value, { openUntil }) => termEnd(openUntil) },
        { key: 'deeds', width: 130, render: (_value, row) => <OfferDeeds offer={row} /> },
      ]}
    />
  );
}

function About({ offer: { entry, content, reason } }: { offer: Offer }) {
  const { t } = useWords();
  return (
    <>
      <Link to={paths.entry(entry.id)}>
        <bdi>{entry.name}</bdi>
      </Link>
      <div className="small soft pre">
        <bdi>{content.words}</bdi>
      </div>
      {reason === null ? null : <div className="small pre">{t('portal.offer.reason', { reason })}</div>}
    </>
  );
}

function Scope({ offer: { items, content } }: { offer: Offer }) {
  const { t } = useWords();
  const { callsPerDay, validFrom, validTo } = content;
  const open = t('portal.offer.any-day');
  return (
    <>
      <div>{t('portal.offer.items', { items: items.join(t('portal.acknowledgement.and')) })}</div>
      {callsPerDay === null ? null : <div className="small soft">{t('portal.offer.calls', { calls: callsPerDay })}</div>}
      {validFrom === null && validTo === null ? null : (
        <div className="small soft">{t('portal.offer.period', { from: validFrom ?? open, to: validTo ?? open })}</div>
      )}
    </>
  );
}

const stale = ['sharing.', 'desk.'];
const reasoned = ['decline', 'withdraw'] as const;

function OfferDeeds({ offer }: { offer: Offer }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<(typeof reasoned)[number]>();
  const decline = useDeed(declineOffer, stale);
  const withdraw = useDeed(withdrawOffer, stale);
  const { busy, error, reset } = together([decline, withdraw]);
  const params = { offerId: offer.id };
  return (
    <div className="stack" style={{ gap: 6 }}>
      <ClaimButton offer={offer} />
      {offer.applicationId === null ? null : <Link to={paths.application(offer.applicationId)}>{t('portal.offer.to-application')}</Link>}
      {reasoned
        .filter((deed) => offer.state === 'open' && offer.allowed[deed] !== undefined)
        .map((deed) => (
          <DeedButton
            key={deed}
            allowed={offer.allowed}
            action={deed}
            onClick={() => {
              reset();
              show(deed);
            }}
          >
            {t(`portal.offer.deed.${deed}`)}
          </DeedButton>
        ))}
      {open ? (
        <SignDialog
          open
          title={t(`portal.offer.deed.${open}`)}
          says={t(`portal.offer.says.${open}`)}
          signs={false}
          opinionLabel={t('portal.offer.why')}
          busy={busy}
          error={error}
          onDone={({ opinion }) =>
            (open === 'decline' ? decline : withdraw).mutate({ params, body: { reason: opinion } }, { onSuccess: done })
          }
          onCancel={close}
        />
      ) : null}
    </div>
  );
}

/** 认领: opens the draft that begins with the offer, and goes there. */
function ClaimButton({ offer }: { offer: Offer }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(claimOffer, stale);
  if (offer.state !== 'open' || offer.allowed['claim'] === undefined) return null;
  return (
    <>
      <DeedButton
        type="primary"
        allowed={offer.allowed}
        action="claim"
        loading={deed.isPending}
        onClick={() =>
          deed.mutate(
            { params: { offerId: offer.id }, key: key.current },
            { onSuccess: ({ answer }) => void navigate(paths.application(answer.id)) },
          )
        }
      >
        {t('portal.offer.deed.claim')}
      </DeedButton>
      {deed.error ? <Trouble error={deed.error} /> : null}
    </>
  );
}
