import { getEntry } from '@karez/contract/catalog';
import type { Entry } from '@karez/contract/catalog/answers';
import type { EntryContent, SecrecyDeclaration } from '@karez/contract/catalog/content';
import { Alert, App, Breadcrumb, Button, Card, ConfigProvider, Input, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import '../catalog.css';
import { contentChanges } from '../change-text.ts';
import type { Editing } from '../fields.tsx';
import { OpinionPicker } from '../opinion/OpinionPicker.tsx';
import { SecrecyDeclarationCard } from '../SecrecyDeclaration.tsx';
import { useNames } from '../use-names.ts';
import { verdictFrom } from '../verdict.ts';
import { ChangeTable } from '../VersionChanges.tsx';
import { AdjustableFields } from './AdjustableFields.tsx';
import { adjustedFields, contentAfter } from './adjusted-draft.ts';
import { KeepingLine } from './KeepingLine.tsx';
import { LikenessCard } from './LikenessCard.tsx';
import { useAdjustment } from './use-adjustment.ts';
import { useProposal } from './use-proposal.ts';

/** 调整: the authority's form for an entry that lies with it or is in force (91-3.2.1). */
export function AdjustEntryPage() {
  const { entryId = '' } = useParams();
  const entry = useAnswer(getEntry, { params: { entryId } });
  if (entry.data && entry.isFetching && !entry.isFetchedAfterMount) return <Skeleton active paragraph={{ rows: 8 }} />;
  return <Loaded query={entry}>{({ answer }) => <AdjustedEntry key={answer.id} entry={answer} />}</Loaded>;
}

function AdjustedEntry({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const revision = entry.working ?? entry.live;
  const rule = entry.allowed['adjust-entry'];
  const name = revision?.content.name ?? entry.name;
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              { title: <Link to={paths.adjustments()}>{t('portal.menu.adjustments')}</Link> },
              { title: <Link to={paths.entry(entry.id)}>{<bdi>{name}</bdi>}</Link> },
              { title: t('portal.catalog.deed.adjust-entry') },
            ]}
          />
        }
        title={t('portal.adjustment.new', { name })}
        purpose={t('portal.adjustment.new-purpose', { provider: entry.provider.name })}
      />
      {revision && rule?.allowed === true ? (
        <AdjustForm entry={entry} before={revision.content} />
      ) : (
        <Alert
          type="info"
          showIcon
          title={t('portal.adjustment.not-adjustable')}
          description={rule?.reason ? t(`refusal.${rule.reason}`, rule.params) : null}
        />
      )}
    </>
  );
}

function AdjustForm({ entry, before }: { entry: Entry; before: EntryContent }) {
  const words = useWords();
  const { t } = words;
  const { message } = App.useApp();
  const navigate = useNavigate();
  const names = useNames();
  const [declared, setDeclared] = useState<SecrecyDeclaration | null>(null);
  const written = useAdjustment(entry, before);
  const { draft, reason, setReason } = written;
  const proposal = useProposal(entry, ({ id }) => {
    written.drop();
    void message.success(t('portal.adjustment.proposed'));
    void navigate(paths.adjustment(id));
  });
  const parsed = useMemo(() => adjustedFields(before, draft), [before, draft]);
  const changes = contentChanges({ before, after: contentAfter(before, draft) }, { words, names });
  const verdict = verdictFrom(proposal.error);
  const edit: Editing = {
    draft,
    wrongs: 'wrongs' in parsed ? parsed.wrongs : verdict,
    set: (change) => {
      proposal.reset();
      written.setDraft(change);
    },
  };
  const isSecret = declared !== null && declared !== 'not-secret';
  const declare = (next: SecrecyDeclaration) => {
    // What is secret does not rest anywhere.
    if (next !== 'not-secret') written.drop();
    setDeclared(next);
  };
  const propose = () => {
    if (declared === 'not-secret' && 'fields' in parsed)
      proposal.propose({ fields: parsed.fields, reason, isRenamed: parsed.fields.name !== before.name });
  };
  return (
    <div className="stack">
      <SecrecyDeclarationCard declared={declared} onDeclare={declare} />
      <KeepingLine written={written} />
      {isSecret ? null : (
        <ConfigProvider componentDisabled={declared === null}>
          <Card title={t('portal.adjustment.fields')}>
            <AdjustableFields edit={edit} before={before} />
          </Card>
          <Card title={t('portal.adjustment.differences', { count: changes.length })}>
            {changes.length === 0 ? <span className="soft">{t('portal.adjustment.same')}</span> : <ChangeTable changes={changes} />}
          </Card>
          <Card title={t('portal.adjustment.reason')}>
            <div className="stack">
              <OpinionPicker kind="adjust" onPick={setReason} />
              <Input.TextArea
                rows={3}
                maxLength={1000}
                showCount
                aria-label={t('portal.adjustment.reason')}
                placeholder={t('portal.adjustment.reason-hint')}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
              <span className="soft">{t('portal.adjustment.says')}</span>
              <LikenessCard proposal={proposal} />
              {proposal.error ? (
                <Trouble error={proposal.error} isTold={(path) => verdict.some((wrong) => path.endsWith(wrong.path))} />
              ) : null}
              <div>
                <Button
                  type="primary"
                  loading={proposal.isPending}
                  disabled={
                    (proposal.likeness.length > 0 && !proposal.isSeen) || reason.trim() === '' || changes.length === 0 || 'wrongs' in parsed
                  }
                  onClick={propose}
                >
                  {t('portal.adjustment.propose')}
                </Button>
              </div>
            </div>
          </Card>
        </ConfigProvider>
      )}
    </div>
  );
}
