import type { Entry } from '@karez/contract/catalog/answers';
import { getLastReturn, type LastReturn } from '@karez/contract/catalog/returned';
import { Card } from 'antd';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { contentChanges } from '../change-text.ts';
import type { Names } from '../use-names.ts';
import { ChangeTable } from '../VersionChanges.tsx';

type Shown = { entry: Entry; working: NonNullable<Entry['working']>; names: Names };

/** 退回后的修改: what was asked for when the revision was sent back, beside every place that was changed since. */
export function LastReturnCard({ entry, working, names }: Shown) {
  const asked = useAnswer(getLastReturn, { params: { entryId: entry.id } });
  return (
    <Loaded query={asked}>
      {({ answer }) => (answer.lastReturn === null ? null : <SinceReturn last={answer.lastReturn} working={working} names={names} />)}
    </Loaded>
  );
}

function SinceReturn({ last, working, names }: Omit<Shown, 'entry'> & { last: LastReturn }) {
  const words = useWords();
  const { t } = words;
  const changes = contentChanges({ before: last.content, after: working.content }, { words, names });
  return (
    <Card size="small" title={t('portal.catalog.since-return', { count: changes.length })}>
      <p style={{ marginBlockStart: 0 }}>
        <span className="soft">
          {t('portal.catalog.return-said', {
            organisation: last.byOrganisation,
            stage: t(`catalog.stage.${last.stage}`),
            at: dayAndTime(last.at),
          })}
        </span>{' '}
        <bdi className="pre">{last.opinion}</bdi>
      </p>
      <ChangeTable changes={changes} none={t('portal.catalog.since-return-same')} />
    </Card>
  );
}
