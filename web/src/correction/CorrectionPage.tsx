import { getCorrection } from '@karez/contract/correction';
import type { Correction } from '@karez/contract/correction/schemas';
import { Breadcrumb, Card } from 'antd';
import { Link, useParams } from 'react-router';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { ClocksCard, HistoryCard } from '../sharing/case-aside.tsx';
import { CorrectionDisputes } from '../sharing/dispute/CorrectionDisputes.tsx';
import { Facts } from '../ui/Facts.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { AnswerCard } from './AnswerCard.tsx';
import { CorrectionDeeds } from './CorrectionDeeds.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';
import { CorrectionStateTag } from './CorrectionStateTag.tsx';
import { EvidenceFiles } from './EvidenceFiles.tsx';
import { FormerAnswers } from './FormerAnswers.tsx';
import { ParticularsCard } from './ParticularsCard.tsx';

/** One report: a form while it is a draft, afterwards the case with its answer, clock and history. */
export function CorrectionPage() {
  const { correctionId = '' } = useParams();
  const correction = useAnswer(getCorrection, { params: { correctionId } });
  return <Loaded query={correction}>{({ answer }) => <ShownCorrection key={answer.id} correction={answer} />}</Loaded>;
}

function ShownCorrection({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const isDraft = correction.allowed['save']?.allowed === true;
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              { title: <Link to={paths.corrections()}>{t('portal.menu.corrections')}</Link> },
              { title: correction.no ?? t('portal.sharing.no-number') },
            ]}
          />
        }
        title={
          <span className="row">
            <bdi>{correction.entry.name}</bdi>
            <CorrectionStateTag state={correction.state} />
          </span>
        }
        purpose={t(`portal.correction.now.${correction.state}`)}
        actions={<CorrectionDeeds correction={correction} />}
      />
      <div className="columns">
        <div className="stack">
          <CorrectionDisputes correction={correction} />
          <AnswerCard correction={correction} />
          {isDraft ? <CorrectionForm correction={correction} /> : <Reported correction={correction} />}
          <FormerAnswers correction={correction} />
        </div>
        <aside className="stack" aria-label={t('portal.correction.aside')}>
          <ClocksCard
            title={t('portal.correction.clocks')}
            clocks={correction.clocks}
            nameOf={({ ruleKey, organisation }) => (
              <>
                {t(`law.rule.${ruleKey}`)}
                <div className="small soft">
                  <bdi>{organisation}</bdi>
                </div>
              </>
            )}
          />
          <Card size="small" title={t('portal.sharing.sides')}>
            <div className="small soft">{t('portal.correction.requester')}</div>
            <bdi>{correction.requester.name}</bdi>
            {correction.requesterEnded ? <div className="small">{t('portal.correction.requester-ended')}</div> : null}
            <div className="small soft" style={{ marginBlockStart: 8 }}>
              {t('portal.correction.provider')}
            </div>
            <bdi>{correction.provider.name}</bdi>
          </Card>
          <HistoryCard
            steps={correction.history}
            nameOf={({ action }) => t(`correction.history.${action}`)}
            system={t('portal.correction.platform')}
          />
        </aside>
      </div>
    </>
  );
}

/** What was reported, once it is filed. */
function Reported({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const { ground, content } = correction;
  return (
    <>
      <Card title={t('portal.correction.reported')}>
        <Facts
          facts={[
            {
              label: t('portal.correction.entry'),
              value: (
                <Link to={paths.entry(correction.entry.id)}>
                  <bdi>{correction.entry.name}</bdi>
                </Link>
              ),
            },
            {
              label: t('portal.correction.ground'),
              value:
                ground.kind === 'grant' ? (
                  <Link to={paths.grant(ground.grantId)}>
                    <bdi className="code">{ground.grantNo}</bdi>
                  </Link>
                ) : (
                  t('portal.bracketed', { text: ground.matter.name, note: ground.matter.code })
                ),
            },
            {
              label: t('portal.correction.items'),
              value: correction.itemNames.map((name) => (
                <div key={name}>
                  <bdi>{name}</bdi>
                </div>
              )),
            },
            { label: t('portal.correction.issue'), value: content.issue ? t(`correction.issue.${content.issue}`) : '' },
            { label: t('portal.correction.description'), value: content.description, wide: true },
          ]}
        />
      </Card>
      <ParticularsCard correction={correction} />
      <EvidenceFiles correction={correction} />
    </>
  );
}
