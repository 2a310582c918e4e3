import { Alert, Checkbox } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import type { Proposal } from './use-proposal.ts';

/** What the adjusted name is like, one by one, and the authority's word that it has looked. */
export function LikenessCard({ proposal: { likeness, isSeen, setSeen } }: { proposal: Proposal }) {
  const { t } = useWords();
  if (likeness.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('portal.adjustment.like')}
      description={
        <div className="stack" style={{ gap: 8 }}>
          <span>{t('portal.adjustment.like-says')}</span>
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {likeness.map(({ kind, targetId, relation, evidence: { other } }) => (
              <li key={targetId}>
                <Link to={kind === 'element' ? paths.element(targetId) : paths.entry(targetId)} target="_blank">
                  <bdi>{other.name}</bdi>
                </Link>
                <div className="small soft">
                  {t('portal.adjustment.like-one', {
                    organisation: other.organisationName,
                    relation: t(`catalog.finding.relation.${relation}`),
                  })}
                </div>
              </li>
            ))}
          </ul>
          <Checkbox checked={isSeen} onChange={({ target }) => setSeen(target.checked)}>
            {t('portal.adjustment.like-seen')}
          </Checkbox>
        </div>
      }
    />
  );
}
