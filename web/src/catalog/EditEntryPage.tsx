import { getEntry } from '@karez/contract/catalog';
import type { Entry } from '@karez/contract/catalog/answers';
import { Alert, Breadcrumb, Skeleton } from 'antd';
import { Link, useParams } from 'react-router';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { OriginalWords } from './claim/OriginalWords.tsx';
import { EntryForm } from './EntryForm.tsx';

/** The form of an entry's draft; begins only with what the server has now, since its revision number guards each save. */
export function EditEntryPage() {
  const { entryId = '' } = useParams();
  const entry = useAnswer(getEntry, { params: { entryId } });
  if (entry.data && entry.isFetching && !entry.isFetchedAfterMount) return <Skeleton active paragraph={{ rows: 8 }} />;
  return <Loaded query={entry}>{({ answer }) => <EditedEntry key={answer.id} entry={answer} />}</Loaded>;
}

function EditedEntry({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const { working } = entry;
  const name = working?.content.name ?? entry.name;
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              { title: <Link to={paths.entryWork()}>{t('portal.menu.own-entries')}</Link> },
              { title: <Link to={paths.entry(entry.id)}>{name}</Link> },
              { title: t('portal.edit') },
            ]}
          />
        }
        title={t(entry.live ? 'portal.catalog.edit-change' : 'portal.catalog.edit-new')}
        purpose={t('portal.catalog.edit-purpose', { name })}
      />
      {working && entry.allowed['update-draft']?.allowed === true ? (
        <>
          <OriginalWords entry={entry} />
          <EntryForm entry={entry} working={working} />
        </>
      ) : (
        <NotEditable entry={entry} />
      )}
    </>
  );
}

function NotEditable({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const rule = entry.allowed['update-draft'];
  return (
    <Alert
      type="info"
      showIcon
      title={t('portal.catalog.not-editable')}
      description={rule?.reason ? t(`refusal.${rule.reason}`, rule.params) : null}
      action={<Link to={paths.entry(entry.id)}>{t('portal.catalog.to-entry')}</Link>}
    />
  );
}
