import { getEntryHistory } from '@karez/contract/catalog';
import { Button, Timeline } from 'antd';
import { useState } from 'react';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import type { AnswerOf } from '@karez/contract/route';
import { historyText } from './entry-text.ts';

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
  const { t, has } = words;
  const field = (name: string) => (has(`catalog.field.${name}`) ? t(`catalog.field.${name}`) : name);
  // A value that reads the same before and after has nothing to tell.
  const changes = step.changes
    .map(({ field: name, before, after }) => ({
      field: name,
      before: historyText(name, before, words),
      after: historyText(name, after, words),
    }))
    .filter(({ before, after }) => before !== after || before === t('portal.catalog.long-content'));
  return (
    <>
      <div>
        {t(`catalog.history.${step.action}`)}
        <span className="soft">
          {' · '}
          {step.organisation} {has(`identity.role.${step.role}`) ? t(`identity.role.${step.role}`) : ''}
        </span>
      </div>
      {step.opinion ? <div className="pre soft">{step.opinion}</div> : null}
      {changes.length > 0 ? (
        <ul className="small" style={{ margin: '4px 0', paddingInlineStart: 16 }}>
          {changes.map((change) => (
            <li key={change.field}>
              {t('portal.catalog.changed', {
                field: field(change.field),
                before: change.before,
                after: change.after,
              })}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="small soft">{dayAndTime(step.at)}</div>
    </>
  );
}
