import type { Entry } from '@karez/contract/catalog/answers';
import { Button, Card } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useMe, usePower } from '../client/session.tsx';
import { paths } from '../paths.ts';
import { AssignmentsCard } from './claim/AssignmentsCard.tsx';
import { ConsentCard } from './ConsentCard.tsx';
import { EntryUses } from './EntryUses.tsx';
import { EntryHistory } from './EntryHistory.tsx';
import { ListingCard } from './listing/ListingCard.tsx';
import { RequestButton } from './RequestButton.tsx';
import { PrepareButton } from '../sharing/offer/PrepareButton.tsx';
import { CitingEntries } from './CitingEntries.tsx';

/** Beside an entry: asking for it, consent in advance, its users, its history. */
export function EntryAside({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const isOwn = useMe().organisation.id === entry.provider.organisationId;
  return (
    <aside className="stack" aria-label={t('portal.catalog.aside')}>
      {isOwn ? (
        <PrepareButton entry={entry} />
      ) : (
        <Card size="small">
          <RequestButton entry={entry} />
        </Card>
      )}
      <AssignmentsCard entry={entry} />
      <ListingCard entry={entry} />
      <ConsentCard entry={entry} />
      <UsersCard entry={entry} />
      <Card
        size="small"
        title={t('portal.catalog.history')}
        extra={entry.live ? <Link to={paths.versions(entry.id)}>{t('portal.acknowledgement.versions-title')}</Link> : null}
      >
        <EntryHistory entryId={entry.id} />
      </Card>
    </aside>
  );
}

function UsersCard({ entry }: { entry: Entry }) {
  const { t } = useWords();
  if (entry.live === null && entry.denial === null) return null;
  return (
    <Card size="small" title={t('portal.catalog.users')}>
      <div>{entry.usedByCount === 0 ? t('portal.catalog.users-none') : t('portal.catalog.users-count', { count: entry.usedByCount })}</div>
      <EntryUses entry={entry} />
      <CitingEntries entry={entry} />
    </Card>
  );
}

/** 登记接口, for the provider's data steward once the entry is published. */
export function NewServiceLink({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const registers = usePower('gateway.register');
  const isOwn = useMe().organisation.id === entry.provider.organisationId;
  const isPublished = entry.state === 'published' || entry.state === 'change-pending';
  if (!registers || !isOwn || !isPublished || entry.live === null || entry.live.content.shareType === 'denied') return null;
  return (
    <Link to={paths.newService(entry.id)}>
      <Button>{t('portal.catalog.new-service')}</Button>
    </Link>
  );
}
