import type { Entry } from '@karez/contract/catalog/answers';
import { listUses } from '@karez/contract/catalog/use';
import { Button } from 'antd';
import { useState } from 'react';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';

type Use = NonNullable<Entry['usedBy']>[number];

/** Who uses and used the entry: the first of them beside it, all of them page by page. */
export function EntryUses({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  if (entry.usedBy === null || entry.usedByEver === null || entry.usedBy.length === 0) return null;
  if (all) return <AllUses entryId={entry.id} />;
  return (
    <>
      <Uses uses={entry.usedBy} />
      {entry.usedByEver > entry.usedBy.length ? (
        <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setAll(true)}>
          {t('portal.catalog.users-all', { count: entry.usedByEver })}
        </Button>
      ) : null}
    </>
  );
}

function AllUses({ entryId }: { entryId: string }) {
  const position = useCursor(entryId);
  const found = useAnswer(listUses, { params: { entryId }, query: position.cursor === undefined ? {} : { cursor: position.cursor } });
  return (
    <Loaded query={found}>
      {({ answer }) => (
        <>
          <Uses uses={answer.items} />
          <CursorPager position={position} next={answer.next} total={answer.total} />
        </>
      )}
    </Loaded>
  );
}

function Uses({ uses }: { uses: readonly Use[] }) {
  const { t } = useWords();
  return (
    <ul style={{ margin: '8px 0 0', paddingInlineStart: 18 }}>
      {uses.map((use) => (
        <li key={use.useId}>
          <bdi>{use.organisationName}</bdi>
          {use.systemName ? ` · ${use.systemName}` : ''}
          <div className="small soft">
            {use.endedOn
              ? t('portal.catalog.use-ended', { since: use.since, ended: use.endedOn })
              : t('portal.catalog.use-since', { since: use.since })}
          </div>
        </li>
      ))}
    </ul>
  );
}
