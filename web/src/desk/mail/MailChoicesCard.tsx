import { chooseMailPace, mailPaces, readMailChoices, type MailChoicesAnswer } from '@karez/contract/desk/mail';
import { Card, Segmented, Tag } from 'antd';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { ArticleLinks } from '../../law/ArticleLinks.tsx';

type Choice = MailChoicesAnswer['groups'][number];

/** How each group of notices comes by e-mail; what the law lets nobody put off stands fixed, with its articles. */
export function MailChoicesCard() {
  const { t } = useWords();
  const choices = useAnswer(readMailChoices, {});
  return (
    <Card title={t('portal.mail.choices')} style={{ marginBlockEnd: 16 }}>
      <Loaded query={choices}>
        {({ answer: { digestHour, groups } }) => (
          <>
            <p className="soft">{t('portal.mail.choices.says', { hour: digestHour })}</p>
            <ul className="lines">
              {groups
                .toSorted((one, other) => one.articles.length - other.articles.length)
                .map((choice) => (
                  <ChoiceLine key={choice.group} choice={choice} />
                ))}
            </ul>
          </>
        )}
      </Loaded>
    </Card>
  );
}

function ChoiceLine({ choice: { group, pace, articles } }: { choice: Choice }) {
  const { t } = useWords();
  const chosen = useDeed(chooseMailPace, ['desk.read-mail-choices']);
  const name = t(`desk.notice-group.${group}`);
  const isFixed = articles.length > 0;
  return (
    <li
      style={{
        borderBlockEnd: '1px solid #f0ebe0',
        paddingBlock: 10,
        display: 'flex',
        flexWrap: 'wrap',
        gap: '4px 12px',
        alignItems: 'center',
        justifyContent: 'space-between',
      }}
    >
      <div style={{ flex: '1 1 240px', minInlineSize: 0 }}>
        {name}
        {isFixed ? (
          <div className="small soft">
            {t('portal.mail.choices.fixed')} <ArticleLinks ids={articles} />
          </div>
        ) : null}
      </div>
      {isFixed ? (
        <Tag color="processing" style={{ marginInlineEnd: 0 }}>
          {t('desk.mail-pace.at-once')}
        </Tag>
      ) : (
        <Segmented
          aria-label={name}
          value={pace}
          disabled={chosen.isPending}
          options={mailPaces.map((value) => ({ value, label: t(`desk.mail-pace.${value}`) }))}
          onChange={(value) => chosen.mutate({ params: { group }, body: { pace: value } })}
        />
      )}
      {chosen.error ? <Trouble error={chosen.error} /> : null}
    </li>
  );
}
