import { issueEdition, listEditions, type Edition } from '@karez/contract/catalog/edition';
import { App, Button, Card } from 'antd';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useNames } from '../use-names.ts';

/** 目录通告: the editions that were issued, and, for the authority, the next one. */
export function EditionsPage() {
  const { t } = useWords();
  const position = useCursor('editions');
  const editions = useAnswer(listEditions, { query: position.cursor === undefined ? {} : { cursor: position.cursor } });
  const [region] = editions.data?.answer.mayIssueFor ?? [];
  return (
    <>
      <PageHead
        title={t('portal.edition.page')}
        purpose={t('portal.edition.page-purpose')}
        actions={region === undefined ? null : <IssueButton regionCode={region} />}
      />
      <Card>
        <Loaded query={editions}>
          {({ answer }) =>
            answer.items.length === 0 ? (
              <Blank says={t('portal.edition.none')} />
            ) : (
              <>
                <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                  {answer.items.map((edition) => (
                    <EditionLine key={edition.id} edition={edition} />
                  ))}
                </ul>
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

function EditionLine({ edition }: { edition: Edition }) {
  const { t } = useWords();
  const names = useNames();
  const { year, no, resourceCount, sharedCount, deniedCount, addedCount, changedCount, removedCount } = edition;
  return (
    <li style={{ borderBlockEnd: '1px solid #f0ebe0', paddingBlock: 12 }}>
      <div className="row" style={{ columnGap: 12 }}>
        <Link to={paths.edition(edition.id)} style={{ fontWeight: 600, fontSize: 16 }}>
          <bdi>{names.region(edition.regionCode)}</bdi> {t('portal.edition.title', { year: String(year), no })}
        </Link>
        <span className="soft">{t('portal.edition.issued', { organisation: edition.organisation, day: day(edition.issuedAt) })}</span>
      </div>
      <div className="row small soft" style={{ columnGap: 16, paddingBlockStart: 4 }}>
        <span>{t('portal.edition.counts', { resource: resourceCount, shared: sharedCount, denied: deniedCount })}</span>
        <span>{t('portal.edition.differences', { added: addedCount, changed: changedCount, removed: removedCount })}</span>
      </div>
    </li>
  );
}

function IssueButton({ regionCode }: { regionCode: string }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const names = useNames();
  const [open, setOpen] = useState(false);
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(issueEdition, ['catalog.', 'desk.']);
  const ask = () => {
    key.current = crypto.randomUUID();
    deed.reset();
    setOpen(true);
  };
  const issue = ({ opinion, code }: { opinion: string; code: string }) =>
    deed.mutate(
      { body: { regionCode, opinion, secondFactor: code }, key: key.current },
      {
        onSuccess: ({ answer }) => {
          setOpen(false);
          void message.success(t('portal.done'));
          void navigate(paths.edition(answer.id));
        },
      },
    );
  return (
    <>
      <Button type="primary" onClick={ask}>
        {t('portal.edition.issue')}
      </Button>
      <SignDialog
        open={open}
        title={t('portal.edition.issue')}
        says={t('portal.edition.issue-says', { region: names.region(regionCode) })}
        signs
        templates={[t('portal.edition.opinion')]}
        busy={deed.isPending}
        error={deed.error}
        onDone={issue}
        onCancel={() => setOpen(false)}
      />
    </>
  );
}
