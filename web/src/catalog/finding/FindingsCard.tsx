import type { Entry } from '@karez/contract/catalog/answers';
import { compareDraft, listFindings, type Finding, type Findings } from '@karez/contract/catalog/finding';
import { Alert, App, Button, Card, Collapse } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { ApplyButton } from '../source/ApplyButton.tsx';
import type { Sources } from '../source/use-sources.ts';
import { useNames } from '../use-names.ts';
import { AnswerDialog } from './AnswerDialog.tsx';
import '../catalog.css';

const tones: Readonly<Record<Finding['state'], Tone>> = { open: 'warn', cited: 'ok', argued: 'waiting', gone: 'off' };

/** 重复采集比对: what other departments hold of what the draft would collect, both sides beside each other, and the department's answers. */
export function FindingsCard({ entry, shown, sources }: { entry: Entry; shown: 'live' | 'working'; sources: Sources }) {
  const { t } = useWords();
  const findings = useAnswer(listFindings, { params: { entryId: entry.id } });
  // Of two versions they belong to the one on its way.
  if (shown === 'live' && entry.working) return null;
  // Behind a version in force the answers stay readable; where there were none, nothing is said.
  if (!entry.working && (findings.data?.answer.items ?? []).length === 0) return null;
  return (
    <Card title={t('portal.finding.title')} extra={<CompareButton entry={entry} />}>
      <Loaded query={findings}>{({ answer }) => <Shown entry={entry} findings={answer} sources={sources} />}</Loaded>
    </Card>
  );
}

function CompareButton({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const deed = useDeed(compareDraft, ['catalog.', 'desk.']);
  if (entry.allowed['update-draft']?.allowed !== true) return null;
  const compare = () =>
    deed.mutate(
      { params: { entryId: entry.id }, ifMatch: entry.revision },
      { onSuccess: () => void message.success(t('portal.finding.fresh')) },
    );
  return (
    <>
      <Button size="small" loading={deed.isPending} onClick={compare}>
        {t('portal.finding.compare')}
      </Button>
      {deed.error ? <Trouble error={deed.error} /> : null}
    </>
  );
}

function Shown({ entry, findings, sources }: { entry: Entry; findings: Findings; sources: Sources }) {
  const { t } = useWords();
  if (findings.items.length === 0) return <p className="soft">{t('portal.finding.none')}</p>;
  return (
    <div className="stack">
      <p className="soft" style={{ margin: 0 }}>
        {t('portal.finding.says')}
      </p>
      {findings.open > 0 ? <Alert type="warning" showIcon title={t('portal.finding.open', { count: findings.open })} /> : null}
      {findings.items.map((finding) => (
        <OneFinding key={finding.id} entry={entry} finding={finding} answerable={findings.answerable} sources={sources} />
      ))}
    </div>
  );
}

type One = { entry: Entry; finding: Finding; answerable: boolean; sources: Sources };

function OneFinding({ entry, finding, answerable, sources }: One) {
  const { t } = useWords();
  const [answering, setAnswering] = useState<'cite' | 'argue' | null>(null);
  const { evidence } = finding;
  return (
    <section className="boxed" aria-label={finding.place === 'field' ? evidence.own.name : evidence.other.name}>
      <div className="row">
        <StateTag tone={tones[finding.state]}>{t(`catalog.finding.state.${finding.state}`)}</StateTag>
        <strong>{t(finding.place === 'field' ? 'catalog.finding.place.field' : `catalog.finding.relation.${finding.relation}`)}</strong>
        <span className="small soft">
          <Measure finding={finding} />
        </span>
      </div>
      <Sides finding={finding} />
      <Why finding={finding} />
      {finding.answer ? (
        <p style={{ marginBlockEnd: 8 }}>
          <span className="soft">{t('portal.finding.answer')}: </span>
          <bdi className="pre">{finding.answer.text || t('portal.finding.no-text')}</bdi>
        </p>
      ) : null}
      <div className="row">
        {answerable ? (
          <>
            <Button type={finding.state === 'open' ? 'primary' : 'default'} onClick={() => setAnswering('cite')}>
              {t('portal.finding.cite')}
            </Button>
            <Button onClick={() => setAnswering('argue')}>{t('portal.finding.argue')}</Button>
          </>
        ) : null}
        {finding.state === 'cited' && answerable ? <ApplyForCited finding={finding} sources={sources} /> : null}
      </div>
      {answering ? <AnswerDialog entry={entry} finding={finding} answer={answering} onClose={() => setAnswering(null)} /> : null}
    </section>
  );
}

/** How alike two entries are, in parts that were measured; of an item or a field nothing is measured, and what was matched is said. */
function Measure({ finding: { evidence } }: { finding: Finding }) {
  const { t } = useWords();
  if (evidence.parts.length > 0) return t('portal.finding.score', { percent: Math.round(evidence.score * 100) });
  return t(evidence.ground === 'linked' ? 'portal.finding.matched.linked' : 'portal.finding.matched.name');
}

/** One press leads to the application for what was cited. */
function ApplyForCited({ finding: { targetId, place, evidence }, sources }: { finding: Finding; sources: Sources }) {
  const nos = evidence.items.map(({ no }) => no);
  const cited = sources.all.filter(
    ({ source, ...one }) =>
      (source.entryId === targetId || source.elementId === targetId) &&
      (place === 'entry' || (one.place === place && nos.includes(one.no ?? 0))),
  );
  const entryId = cited.find(({ source }) => source.entryId !== null)?.source.entryId;
  if (!entryId) return null;
  const itemNos = [...new Set(cited.flatMap(({ source }) => (source.itemNo === null ? [] : [source.itemNo])))];
  return <ApplyButton entryId={entryId} itemNos={itemNos} />;
}

const targetOf = (kind: Finding['kind'], targetId: string): string =>
  kind === 'element' ? paths.element(targetId) : paths.entry(targetId);

function Sides({ finding: { evidence, kind, targetId, place } }: { finding: Finding }) {
  const { t } = useWords();
  const names = useNames();
  return (
    <div className="sides">
      <div>
        <div className="small soft">{t(place === 'field' ? 'portal.finding.own-field' : 'portal.finding.own')}</div>
        <div>
          <bdi>{evidence.own.name}</bdi>
        </div>
        <div className="small">
          <bdi>{evidence.own.abstract}</bdi>
        </div>
        <div className="small soft">
          <bdi>{names.region(evidence.own.regionCode)}</bdi>
        </div>
      </div>
      <div>
        <div className="small soft">{t('portal.finding.other', { organisation: evidence.other.organisationName })}</div>
        <div>
          <Link to={targetOf(kind, targetId)}>
            <bdi>{evidence.other.name}</bdi>
          </Link>
        </div>
        <div className="small">
          <bdi>{evidence.other.abstract}</bdi>
        </div>
        <div className="small soft">
          <bdi>{names.region(evidence.other.regionCode)}</bdi> · <bdi className="code">{evidence.other.code}</bdi>
        </div>
      </div>
    </div>
  );
}

/** The terms and items in common, and on request every part of the score. */
function Why({ finding: { evidence } }: { finding: Finding }) {
  const { t } = useWords();
  return (
    <div className="small" style={{ marginBlock: 8 }}>
      {evidence.ground ? (
        <div>{t(`portal.finding.ground.${evidence.ground}`, { name: evidence.other.name, code: evidence.other.code })}</div>
      ) : null}
      {evidence.terms.length > 0 ? (
        <div>
          <span className="soft">{t('portal.finding.terms')}: </span>
          {evidence.terms.map((term) => (
            <mark key={term} style={{ marginInlineEnd: 6 }}>
              {term}
            </mark>
          ))}
        </div>
      ) : null}
      {evidence.differing.length > 0 ? (
        <div>
          <span className="soft">{t('portal.finding.differing')}: </span>
          <bdi>{evidence.differing.map(({ own, other }) => `${own || '—'} / ${other || '—'}`).join(' · ')}</bdi>
        </div>
      ) : null}
      {evidence.items.length > 0 ? (
        <div>
          <span className="soft">{t('portal.finding.items', { count: evidence.items.length })}: </span>
          <bdi>{evidence.items.map(({ nameZh, other }) => (nameZh === other ? nameZh : `${nameZh} = ${other}`)).join(' · ')}</bdi>
        </div>
      ) : null}
      {evidence.parts.length === 0 ? null : (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'why',
              label: t('portal.finding.why'),
              children: (
                <table>
                  <tbody>
                    {evidence.parts.map(({ name, value, weight }) => (
                      <tr key={name}>
                        <td style={{ paddingInlineEnd: 16 }}>{t(`catalog.finding.part.${name}`)}</td>
                        <td>
                          <bdi>
                            {value.toFixed(2)} × {weight.toFixed(2)}
                          </bdi>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              ),
            },
          ]}
        />
      )}
    </div>
  );
}
