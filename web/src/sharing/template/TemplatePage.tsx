import { getTemplate, retireTemplate, type Template, type TemplateContent } from '@karez/contract/sharing/template';
import { Alert, App, Breadcrumb, Button, Card, Collapse } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { BeginDialog } from './BeginDialog.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';

/** One template: what it says, what it said before, and where an application begins with it. */
export function TemplatePage() {
  const { templateId = '' } = useParams();
  const template = useAnswer(getTemplate, { params: { templateId } });
  return <Loaded query={template}>{({ answer }) => <ShownTemplate key={answer.id} template={answer} />}</Loaded>;
}

function ShownTemplate({ template }: { template: Template }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const [open, setOpen] = useState<'begin' | 'revise' | null>(null);
  const applies = usePower('sharing.apply');
  const retire = useDeed(retireTemplate, ['sharing.']);
  const { content, version, madeAt, retiredAt, maintainable } = template;
  const sure = () =>
    void modal.confirm({
      title: t('portal.template.retire'),
      content: t('portal.template.retire-says'),
      okText: t('portal.template.retire'),
      okButtonProps: { danger: true },
      cancelText: t('portal.cancel'),
      onOk: () => retire.mutate({ params: { templateId: template.id } }),
    });
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb items={[{ title: <Link to={paths.templates()}>{t('portal.menu.templates')}</Link> }, { title: content.title }]} />
        }
        title={<bdi>{content.title}</bdi>}
        purpose={<bdi>{content.summary}</bdi>}
        actions={
          <>
            {maintainable ? (
              <>
                <Button danger onClick={sure}>
                  {t('portal.template.retire')}
                </Button>
                <Button onClick={() => setOpen('revise')}>{t('portal.template.revise')}</Button>
              </>
            ) : null}
            {applies && retiredAt === null ? (
              <Button type="primary" onClick={() => setOpen('begin')}>
                {t('portal.template.begin')}
              </Button>
            ) : null}
          </>
        }
      />
      <div className="stack">
        {retiredAt === null ? null : <Alert type="warning" showIcon title={t('portal.template.retired-on', { day: day(retiredAt) })} />}
        {retire.error ? <Trouble error={retire.error} /> : null}
        <Card title={t('portal.template.says-now', { version, day: day(madeAt) })}>
          <TemplateFacts content={content} entries={template.entries} />
        </Card>
        <Card title={t('portal.template.versions')}>
          <Collapse
            items={template.versions.map((one) => ({
              key: one.version,
              label: t('portal.template.version-line', { version: one.version, day: day(one.madeAt), organisation: one.organisation }),
              children: <TemplateFacts content={one.content} entries={[]} />,
            }))}
          />
        </Card>
      </div>
      {open === 'begin' ? <BeginDialog template={template} onClose={() => setOpen(null)} /> : null}
      {open === 'revise' ? <TemplateDialog template={template} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

/** What a version says, in the order of the application form; its entries by name where they are known. */
function TemplateFacts({ content, entries }: { content: TemplateContent; entries: Template['entries'] }) {
  const { t } = useWords();
  const { storage } = content;
  const stored = t('portal.sharing.stored', { location: storage.location, days: storage.retentionDays ?? 0 });
  const basis = content.useBasis.map(({ kind, title, article }) =>
    t('portal.labelled', { label: t(`sharing.basis-kind.${kind}`), text: `${title} ${article}` }),
  );
  return (
    <Facts
      facts={[
        { label: t('portal.sharing.field.useScenario'), value: content.useScenario, wide: true },
        { label: t('portal.sharing.field.usePurpose'), value: content.usePurpose && t(`sharing.purpose.${content.usePurpose}`) },
        { label: t('portal.sharing.field.matterFormat'), value: <bdi className="code">{content.matterFormat || '—'}</bdi> },
        { label: t('portal.template.basis'), value: basis.join('\n'), wide: true },
        { label: t('portal.sharing.field.users'), value: content.users },
        { label: t('portal.sharing.field.storage'), value: storage.persist ? stored : t('portal.sharing.not-stored') },
        { label: t('portal.sharing.field.securityMeasures'), value: content.securityMeasures, wide: true },
        { label: t('portal.template.items'), value: content.itemNames.join(' · '), wide: true },
        ...(entries.length > 0
          ? [{ label: t('portal.template.entries'), value: entries.map(({ name }) => name).join(' · '), wide: true }]
          : []),
      ]}
    />
  );
}
