import { measures, readOverview } from '@karez/contract/catalog/overview';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { CountLink } from './CountLink.tsx';
import { lateOf, sumOf } from './counts.ts';

/** On the home page: what is past its day in the departments that the reader looks after. */
export function HomeOverview() {
  const { t } = useWords();
  const overview = useAnswer(readOverview, {});
  return (
    <Loaded query={overview}>
      {({ answer }) => {
        const sums = sumOf(answer.departments);
        const late = measures.filter(({ id, weight }) => weight === 'late' && sums[id] > 0);
        if (lateOf(sums) === 0) return <span>{t('portal.overview.home-good')}</span>;
        const only = answer.oversees ? undefined : (answer.own ?? undefined);
        return (
          <div className="row" style={{ columnGap: 24, rowGap: 8 }}>
            {late.map((measure) => (
              <span key={measure.id}>
                <span className="soft">{t(`catalog.overview.measure.${measure.id}`)} </span>
                <CountLink measure={measure} count={sums[measure.id]} organisationId={only} />
              </span>
            ))}
          </div>
        );
      }}
    </Loaded>
  );
}
