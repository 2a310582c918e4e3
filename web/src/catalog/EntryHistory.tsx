import { getEntryHistory } from '@karez/contract/catalog';
import { Button, Timeline } from 'antd';
import { useState } from 'react';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import type { AnswerOf } from '@karez/contract/route';
import { toldChanges } from './change-text.ts';
import { ChangeList } from './ChangeList.tsx';
import { useNames } from './use-names.ts';

type Step = AnswerOf<typeof getEntryHistory>['items'][number];

const SHOWN_FIRST = 8;

/** What happened to the entry, newest first: who acted, with which opinion, what changed from what to what. */
export function EntryHistory({ entryId }: { entryId: string }) {
  return <HistoryPage entryId={entryId} cursor={undefined} />;
}

type Page = { readonly entryId: string; readonly cursor: string | undefined };

/** Some steps, and behind a button those before them: the first page begins with a few, and what is asked for is shown whole. */
function HistoryPage({ entryId, cursor }: Page) {
  const { t } = useWords();
  const [open, setOpen] = useState(cursor !== undefined);
  const [isEarlierShown, setEarlierShown] = useState(false);
  const history = useAnswer(getEntryHistory, { params: { entryId }, query: { cursor } });
  return (
    <Loaded query={history}>
      {({ answer }) => {
        const steps = answer.items.toReversed();
        const shown = open ? steps : steps.slice(0, SHOWN_FIRST);
        const isFolded = steps.length > SHOWN_FIRST && cursor === undefined;
        return (
          <>
            <Timeline items={shown.map((step) => ({ content: <HistoryStep step={step} /> }))} />
            {isFolded && !isEarlierShown ? (
              <Button type="link" size="small" onClick={() => setOpen(!open)}>
                {open ? t('portal.catalog.facet-less') : t('portal.catalog.history-more', { count: steps.length - SHOWN_FIRST })}
              </Button>
            ) : null}
            {open || !isFolded ? (
              <Earlier entryId={entryId} next={answer.next} shown={isEarlierShown} show={() => setEarlierShown(true)} />
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

type Before = { readonly entryId: string; readonly next: string | null; readonly shown: boolean; readonly show: () => void };

/** What stands before a page. */
function Earlier({ entryId, next, shown, show }: Before) {
  const { t } = useWords();
  if (next === null) return null;
  if (shown) return <HistoryPage entryId={entryId} cursor={next} />;
  return (
    <Button type="link" size="small" onClick={show}>
      {t('portal.catalog.history-earlier')}
    </Button>
  );
}

function HistoryStep({ step }: { step: Step }) {
  const words = useWords();
  const names = useNames();
  const { t, has } = words;
  const changes = toldChanges(step.changes, { words, names });
  return (
    <>
      <div>
        {t(`catalog.history.${step.action}`)}
        {step.organisation ? (
          <span className="soft">
            {' · '}
            {step.organisation} {has(`identity.role.${step.role}`) ? t(`identity.role.${step.role}`) : ''}
          </span>
        ) : null}
      </div>
      {step.opinion ? (
        <div className="pre soft">
          <bdi>{step.opinion}</bdi>
        </div>
      ) : null}
      <div className="small">
        <ChangeList changes={changes} />
      </div>
      <div className="small soft">{dayAndTime(step.at)}</div>
    </>
  );
}
