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
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const history = useAnswer(getEntryHistory, { params: { entryId } });
  return (
    <Loaded query={history}>
      {({ answer }) => {
        const steps = answer.items.toReversed();
        const shown = open ? steps : steps.slice(0, SHOWN_FIRST);
        return (
          <>
            <Timeline items={shown.map((step) => ({ content: <HistoryStep step={step} /> }))} />
            {steps.length > SHOWN_FIRST ? (
              <Button type="link" size="small" onClick={() => setOpen(!open)}>
                {open ? t('portal.catalog.facet-less') : t('portal.catalog.history-more', { count: steps.length - SHOWN_FIRST })}
              </Button>
            ) : null}
          </>
        );
      }}
    </Loaded>
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
