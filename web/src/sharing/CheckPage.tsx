import { getApplication, submitApplication } from '@karez/contract/sharing';
import type { Application } from '@karez/contract/sharing/schemas';
import { App, Breadcrumb, Button, Card } from 'antd';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { ApplicationFacts } from './ApplicationFacts.tsx';
import { missingUnder, MissingPlaces } from './MissingPlaces.tsx';
import { SectionHead } from './SectionHead.tsx';
import { sectionPaths } from './section-paths.ts';
import { ExpectedDaysNote } from './statistics/ExpectedDaysNote.tsx';

/** The last look at a draft: everything as the head will sign it, what is still missing with the way there, and what comes after. */
export function CheckPage() {
  const { applicationId = '' } = useParams();
  const application = useAnswer(getApplication, { params: { applicationId } });
  return (
    <Loaded query={application}>
      {({ answer }) =>
        answer.allowed['submit']?.allowed ? <Checked application={answer} /> : <Navigate replace to={paths.application(answer.id)} />
      }
    </Loaded>
  );
}

function Checked({ application }: { application: Application }) {
  const { t } = useWords();
  const form = paths.application(application.id);
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              { title: <Link to={paths.applications()}>{t('portal.menu.sharing')}</Link> },
              { title: <Link to={form}>{t('portal.sharing.application-for', { entry: application.entryName })}</Link> },
            ]}
          />
        }
        title={t('portal.sharing.check')}
        purpose={t('portal.sharing.check-purpose')}
      />
      <div className="stack">
        <Gaps application={application} />
        <Card title={t('portal.sharing.asked-for')}>
          <ApplicationFacts application={application} />
        </Card>
        <Letters application={application} />
        <ExpectedDaysNote entryId={application.entryId} />
        <HandOn application={application} />
      </div>
    </>
  );
}

/** What is missing, by section, each with the way to where it is written. */
function Gaps({ application: { id, missing } }: { application: Application }) {
  const { t } = useWords();
  if (missing.length === 0) return null;
  const lacking = Object.entries(sectionPaths).flatMap(([section, places]) => {
    const found = missingUnder(missing, places);
    return found.length === 0 ? [] : [{ section, found }];
  });
  return (
    <Card title={<SectionHead name={t('portal.sharing.check-gaps')} missing={missing.length} />}>
      <div className="stack">
        {lacking.map(({ section, found }) => (
          <div key={section}>
            <Link to={`${paths.application(id)}#section-${section}`}>{t(`portal.sharing.section.${section}`)}</Link>
            {section === 'questions' ? (
              <div className="small" style={{ color: '#8f5600' }}>
                {t('portal.section.missing', { count: found.length })}
              </div>
            ) : (
              <MissingPlaces places={found} nameOf={(place) => t(`portal.sharing.place.${place}`)} />
            )}
          </div>
        ))}
      </div>
    </Card>
  );
}

function Letters({ application: { letters } }: { application: Application }) {
  const { t } = useWords();
  if (letters.length === 0) return null;
  return (
    <Card title={t('portal.letter.title')}>
      {letters.map(({ id, docNo, datedOn }) => (
        <div key={id} className="row">
          <bdi>{docNo}</bdi>
          <span className="small soft">{datedOn}</span>
        </div>
      ))}
    </Card>
  );
}

/** What is signed, by whom, what follows, and the deed. */
function HandOn({ application }: { application: Application }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const submit = useDeed(submitApplication, ['sharing.', 'desk.']);
  const form = paths.application(application.id);
  const send = () =>
    submit.mutate(
      { params: { applicationId: application.id } },
      {
        onSuccess: () => {
          void message.success(t('portal.sharing.submitted'));
          void navigate(form);
        },
      },
    );
  return (
    <Card title={t('portal.sharing.check-next')}>
      <ol style={{ marginBlock: '0 16px', paddingInlineStart: 20 }}>
        <li>{t('portal.sharing.check-head')}</li>
        <li>{t('portal.sharing.check-provider', { provider: application.provider.name })}</li>
        <li>{t('portal.sharing.check-answer')}</li>
      </ol>
      <p>{t('portal.sharing.commitment')}</p>
      {submit.error ? <Trouble error={submit.error} /> : null}
      <div className="row">
        <Button type="primary" loading={submit.isPending} disabled={application.missing.length > 0} onClick={send}>
          {t('portal.sharing.deed.submit')}
        </Button>
        <Link to={form}>{t('portal.sharing.check-back')}</Link>
      </div>
    </Card>
  );
}
