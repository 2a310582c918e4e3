import { listFilings } from '@karez/contract/sharing/filing';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';
import { useMe, usePower } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { FileDialog } from './FileDialog.tsx';

const openStates = 'negotiating,at-authority,returned,accepted';

/** What is filed about an entry's service and is still to come, for whom it concerns. */
export function FilingNotes({ entryId }: { entryId: string }) {
  const { t } = useWords();
  const reads = usePower('sharing.read');
  const found = useAnswer(listFilings, { query: { entry: entryId, state: openStates } }, { enabled: reads });
  return found.data?.answer.items.map(({ id, no, kind, state, effectiveOn }) => (
    <Alert
      key={id}
      type="warning"
      showIcon
      title={t('portal.filing.see', { no, kind, on: effectiveOn, state: t(`sharing.filing-state.${state}`) })}
      action={<Link to={paths.filing(id)}>{t('portal.filing.open')}</Link>}
    />
  ));
}

/** Files that a service of one's own department changes or stops. */
export function FileServiceChangeButton({ entryId, providerId }: { entryId: string; providerId: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const isOwn = useMe().organisation.id === providerId;
  const handles = usePower('sharing.handle');
  if (!isOwn || !handles) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('portal.filing.deed.file')}</Button>
      {isOpen ? (
        <FileDialog entryId={entryId} onDone={({ id }) => void navigate(paths.filing(id))} onCancel={() => setOpen(false)} />
      ) : null}
    </>
  );
}
