import type { Entry } from '@karez/contract/catalog/answers';
import type { Listing } from '@karez/contract/catalog/listed';
import { Card } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { concerns } from '../deeds.ts';
import { DataFreshness } from './DataFreshness.tsx';
import { ListingDialog } from './ListingDialog.tsx';
import { ListingTag } from './ListingTag.tsx';

/** 共享目录: whether the entry stands there, on what, and the head's act that puts it there. */
export function ListingCard({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const { listing } = entry;
  if (listing === null) return null;
  const mayList = concerns(entry.allowed, 'list-entry') && listing.state !== 'mounted';
  return (
    <Card size="small" title={t('portal.listing.card')}>
      <div className="stack" style={{ gap: 6 }}>
        <div>
          <ListingTag listing={listing.overdue ? 'promise-overdue' : listing.state} />
        </div>
        <Says listing={listing} />
        {listing.listedOn === null ? null : (
          <div className="small soft row" style={{ columnGap: 12 }}>
            <span>{t('portal.listing.since', { day: listing.listedOn })}</span>
            {listing.promises > 1 ? <span>{t('portal.listing.promises', { count: listing.promises })}</span> : null}
          </div>
        )}
        <DataFreshness entry={entry} />
        {mayList ? (
          <div>
            <DeedButton allowed={entry.allowed} action="list-entry" onClick={() => setAsking(true)}>
              {t(listing.state === 'promised' ? 'portal.listing.promise-again' : 'portal.listing.list')}
            </DeedButton>
          </div>
        ) : null}
      </div>
      {asking ? <ListingDialog entry={entry} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

function Says({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const { promise } = listing;
  if (promise === null) return <div>{t(`portal.listing.${listing.state}-says`)}</div>;
  const words = { day: promise.dueOn, responsible: promise.responsible, mode: t(`catalog.share-mode.${promise.mode}`) };
  return <div>{t(listing.overdue ? 'portal.listing.overdue-says' : 'portal.listing.promised-says', words)}</div>;
}
