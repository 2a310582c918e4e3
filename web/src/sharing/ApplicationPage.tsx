import { getApplication } from '@karez/contract/sharing';
import type { Application } from '@karez/contract/sharing/schemas';
import { Breadcrumb, Card } from 'antd';
import { Link, useParams } from 'react-router';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { ApplicationAside } from './ApplicationAside.tsx';
import { ApplicationDeeds } from './ApplicationDeeds.tsx';
import { ApplicationFacts } from './ApplicationFacts.tsx';
import { ApplicationForm } from './ApplicationForm.tsx';
import { AssignmentsCard } from './handling/AssignmentsCard.tsx';
import { AggregationNote } from './aggregation/AggregationNote.tsx';
import { ExtensionNote } from './extension/ExtensionNote.tsx';
import { OfferNote } from './offer/OfferNote.tsx';
import { PaperSigningCard } from './paper-signing/PaperSigningCard.tsx';
import { RenewalNote } from './renewal/RenewalNote.tsx';
import { RiskNote } from './questions/AnswerFacts.tsx';
import { ReuseNote } from './reuse/ReuseNote.tsx';
import { ApplicationDispute } from './dispute/ApplicationDispute.tsx';
import { ReplyCard } from './ReplyCard.tsx';
import { ApplicationStateTag } from './StateTags.tsx';
import { SupplementNotices } from './supplement/SupplementNotices.tsx';
import { SupplementSendCard } from './supplement/SupplementSendCard.tsx';

/** One application: a form while it is a draft, afterwards the case with its clock, reply and history. */
export function ApplicationPage() {
  const { applicationId = '' } = useParams();
  const application = useAnswer(getApplication, { params: { applicationId } });
  return <Loaded query={application}>{({ answer }) => <ShownApplication key={answer.id} application={answer} />}</Loaded>;
}

function ShownApplication({ application }: { application: Application }) {
  const { t } = useWords();
  const mayWrite = application.allowed['save']?.allowed === true;
  const isDraft = application.state === 'draft' && mayWrite;
  const isSupplement = application.state === 'supplement-asked' && mayWrite;
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              { title: <Link to={paths.applications()}>{t('portal.menu.sharing')}</Link> },
              { title: application.no ?? t('portal.sharing.no-number') },
            ]}
          />
        }
        title={
          <span className="row">
            {t('portal.sharing.application-for', { entry: application.entryName })}
            <ApplicationStateTag state={application.state} />
          </span>
        }
        purpose={
          isDraft
            ? t('portal.sharing.draft-purpose', { provider: application.provider.name })
            : t('portal.sharing.case-purpose', { requester: application.requester.name, provider: application.provider.name })
        }
        actions={<ApplicationDeeds application={application} />}
      />
      <div className="columns">
        <div className="stack">
          <RenewalNote application={application} />
          <OfferNote application={application} />
          <ReuseNote application={application} />
          <SupplementNotices application={application} />
          <RiskNote application={application} />
          <AggregationNote application={application} />
          <ExtensionNote application={application} />
          {isDraft || isSupplement ? (
            <ApplicationForm application={application} LastCard={isSupplement ? SupplementSendCard : undefined} />
          ) : (
            <>
              <ApplicationDispute application={application} />
              <ReplyCard application={application} />
              <PaperSigningCard application={application} />
              <AssignmentsCard application={application} />
              <Card title={t('portal.sharing.asked-for')}>
                <ApplicationFacts application={application} />
              </Card>
            </>
          )}
        </div>
        <ApplicationAside application={application} />
      </div>
    </>
  );
}
