import { listSubscriptions, watchEntry } from '@karez/contract/catalog/subscription';
import { StarFilled, StarOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';

const stale = ['catalog.list-subscriptions'];

/** 关注: to be told of an entry's changes, or no longer. */
export function WatchButton({ entryId }: { entryId: string }) {
  const { t } = useWords();
  const kept = useAnswer(listSubscriptions, {});
  const watch = useDeed(watchEntry, stale);
  if (!kept.data) return null;
  const isWatched = kept.data.answer.entries.some((entry) => entry.entryId === entryId);
  return (
    <>
      <Tooltip title={t('portal.subscription.watch-says')}>
        <Button
          icon={isWatched ? <StarFilled /> : <StarOutlined />}
          aria-pressed={isWatched}
          loading={watch.isPending}
          onClick={() => watch.mutate({ params: { entryId }, body: { isWatched: !isWatched } })}
        >
          {t(isWatched ? 'portal.subscription.unwatch' : 'portal.subscription.watch')}
        </Button>
      </Tooltip>
      {watch.error ? <Trouble error={watch.error} /> : null}
    </>
  );
}
