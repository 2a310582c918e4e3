import { listApplications } from '@karez/contract/sharing';
import { Link } from 'react-router';
import { ClockBadge } from '../client/ClockBadge.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { ApplicationStateTag } from './StateTags.tsx';

/** The latest applications of the reader's own department, with where each one stands. */
export function RecentApplications() {
  const { t } = useWords();
  const applications = useAnswer(listApplications, { query: { side: 'outgoing', limit: 8 } });
  return (
    <Loaded query={applications}>
      {({ answer }) =>
        answer.items.length === 0 ? (
          <Blank says={t('portal.sharing.none-yet')} action={<Link to={paths.search()}>{t('portal.menu.search')}</Link>} />
        ) : (
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {answer.items.map((application) => (
              <li
                key={application.id}
                style={{
                  borderBlockEnd: '1px solid #f0ebe0',
                  paddingBlock: 10,
                  display: 'flex',
                  gap: 12,
                  justifyContent: 'space-between',
                  alignItems: 'baseline',
                }}
              >
                <Link to={paths.application(application.id)} style={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
                  {application.entryName}
                  <div className="small soft">{application.provider.name}</div>
                </Link>
                <span className="row" style={{ flexShrink: 0 }}>
                  {application.clock ? <ClockBadge clock={application.clock} /> : null}
                  <ApplicationStateTag state={application.state} />
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
