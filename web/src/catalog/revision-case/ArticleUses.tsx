import { countArticleUses, listArticleUses } from '@karez/contract/catalog/revision-case';
import { Button, Drawer, List } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';

type Use = {
  readonly articleId: string;
  readonly entries: number;
  readonly conditions: number;
  readonly denials: number;
  readonly collections: number;
};

/** What rests on each of some articles, by article. */
export function useArticleUses(articleIds: readonly string[]): ReadonlyMap<string, Use> {
  const counted = useAnswer(countArticleUses, { query: { articles: articleIds.join(',') } }, { enabled: articleIds.length > 0 });
  return new Map((counted.data?.answer.items ?? []).map((use) => [use.articleId, use]));
}

/** How much rests on an article: the number opens the list. */
export function ArticleUses({ use, name }: { use: Use | undefined; name: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (use === undefined) return null;
  return (
    <>
      <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setOpen(true)}>
        {t('portal.law.rests', { entries: use.entries, conditions: use.conditions, denials: use.denials, collections: use.collections })}
      </Button>
      <Drawer open={open} size={560} title={t('portal.law.rests-title', { article: name })} onClose={() => setOpen(false)}>
        {open ? <UseList articleId={use.articleId} /> : null}
      </Drawer>
    </>
  );
}

function UseList({ articleId }: { articleId: string }) {
  const { t } = useWords();
  const position = useCursor(articleId);
  const uses = useAnswer(listArticleUses, {
    params: { articleId },
    query: position.cursor === undefined ? {} : { cursor: position.cursor },
  });
  return (
    <Loaded query={uses}>
      {({ answer }) => (
        <>
          <List
            dataSource={answer.items}
            renderItem={({ entry, places }) => (
              <List.Item>
                <div>
                  <Link to={paths.entry(entry.id)}>
                    <bdi>{entry.name}</bdi>
                  </Link>{' '}
                  <bdi className="small soft">{entry.providerName}</bdi>
                  <ul style={{ margin: 0, paddingInlineStart: 18 }}>
                    {places.map((place) => (
                      <li key={`${place.kind} ${place.item ?? ''} ${place.text}`}>
                        {t(`catalog.revision-case.place.${place.kind}`)}:{' '}
                        {place.item === null ? null : <bdi>{t('portal.labelled', { label: place.item, text: '' })}</bdi>} {place.text}
                      </li>
                    ))}
                  </ul>
                </div>
              </List.Item>
            )}
          />
          <CursorPager position={position} next={answer.next} total={answer.total} />
        </>
      )}
    </Loaded>
  );
}
