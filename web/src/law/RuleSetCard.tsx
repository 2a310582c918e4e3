import { setInternalLimit, type RuleSetAnswer } from '@karez/contract/law';
import { App, Button, Card, InputNumber, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { ArticleLinks } from './ArticleLinks.tsx';

type Limit = RuleSetAnswer['limits'][number];

/** One rule set: its terms with their articles, the grounds of refusal, the duties. */
export function RuleSetCard({ set }: { set: RuleSetAnswer }) {
  const { t, has } = useWords();
  const dutyWords = (key: string) => (has(`law.duty.${key}`) ? t(`law.duty.${key}`) : key);
  return (
    <Card
      title={
        <span className="row">
          <span className="code">{set.id}</span>
          <StateTag tone={set.inForce ? 'ok' : 'off'}>{t(set.inForce ? 'portal.law.in-force' : 'portal.law.not-in-force')}</StateTag>
        </span>
      }
      extra={<span className="soft">{t('portal.law.effective', { day: set.effectiveFrom, version: set.version })}</span>}
    >
      <div className="stack">
        <Limits limits={set.limits} editable={set.inForce} />
        {set.refusals.length > 0 ? (
          <section>
            <h3 style={{ marginBlock: '0 8px' }}>{t('portal.law.grounds')}</h3>
            <Table
              size="small"
              rowKey="code"
              pagination={false}
              scroll={{ x: 640 }}
              dataSource={[...set.refusals]}
              columns={[
                { title: t('portal.law.ground'), dataIndex: 'code', width: 200, render: (code: string) => t(`sharing.ground.${code}`) },
                {
                  title: t('portal.law.cites'),
                  render: (_value, one) =>
                    one.citationRanks === null ? '—' : one.citationRanks.map((rank) => t(`law.rank.${rank}`)).join(' / '),
                },
                {
                  title: t('portal.law.decides'),
                  width: 150,
                  render: (_value, one) => t(one.authorityDecides ? 'portal.law.by-authority' : 'portal.law.by-provider'),
                },
                { title: t('portal.law.articles'), width: 220, render: (_value, one) => <ArticleLinks ids={one.articles} /> },
              ]}
            />
          </section>
        ) : null}
        <Figures figures={set.figures} />
        <Deputised deputised={set.deputised} />
        {set.duties.length > 0 ? (
          <section>
            <h3 style={{ marginBlock: '0 8px' }}>{t('portal.law.duties')}</h3>
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {set.duties.map((duty) => (
                <li key={duty.key}>
                  {dutyWords(duty.key)} <ArticleLinks ids={duty.articles} />
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </Card>
  );
}

/** Numbers that count no working days: years for which something is kept, calls that are looked at. */
function Figures({ figures }: { figures: RuleSetAnswer['figures'] }) {
  const { t } = useWords();
  if (figures.length === 0) return null;
  return (
    <section>
      <h3 style={{ marginBlock: '0 8px' }}>{t('portal.law.figures')}</h3>
      <Table
        size="small"
        rowKey="key"
        pagination={false}
        scroll={{ x: 640 }}
        dataSource={[...figures]}
        columns={[
          { title: t('portal.law.limit'), dataIndex: 'key', render: (key: string) => t(`law.figure.${key}`) },
          { title: t('portal.law.figure'), width: 140, render: (_value, one) => t(`law.figure-unit.${one.unit}`, { count: one.figure }) },
          { title: t('portal.law.nature'), width: 120, render: (_value, one) => t(`law.nature.${one.nature}`) },
          { title: t('portal.law.articles'), width: 220, render: (_value, one) => <ArticleLinks ids={one.articles} /> },
        ]}
      />
    </section>
  );
}

/** What may be done for another (代), and that this is the platform's own rule. */
function Deputised({ deputised }: { deputised: RuleSetAnswer['deputised'] }) {
  const { t } = useWords();
  if (deputised.length === 0) return null;
  return (
    <section>
      <h3 style={{ marginBlock: '0 8px' }}>{t('portal.law.deputised')}</h3>
      <p className="small soft">{t('portal.law.deputised-why')}</p>
      <Table
        size="small"
        rowKey="deed"
        pagination={false}
        scroll={{ x: 640 }}
        dataSource={[...deputised]}
        columns={[
          { title: t('portal.law.deed'), dataIndex: 'deed', render: (deed: string) => t(`law.deputised.${deed}`) },
          { title: t('portal.law.deputised-by'), width: 180, render: (_value, one) => t(`portal.law.deputised-by.${one.by}`) },
          { title: t('portal.law.nature'), width: 120, render: (_value, one) => t(`law.nature.${one.nature}`) },
          { title: t('portal.law.articles'), width: 220, render: (_value, one) => <ArticleLinks ids={one.articles} /> },
        ]}
      />
    </section>
  );
}

function Limits({ limits, editable }: { limits: readonly Limit[]; editable: boolean }) {
  const { t } = useWords();
  const edits = usePower('law.edit') && editable;
  const [edited, setEdited] = useState<Limit | null>(null);
  return (
    <section>
      <h3 style={{ marginBlock: '0 8px' }}>{t('portal.law.limits')}</h3>
      <Table
        size="small"
        rowKey="key"
        pagination={false}
        scroll={{ x: 900 }}
        dataSource={[...limits]}
        columns={[
          { title: t('portal.law.limit'), dataIndex: 'key', render: (key: string) => t(`law.limit.${key}`) },
          {
            title: t('portal.law.days'),
            width: 130,
            render: (_value, limit) => <strong>{t('portal.law.working-days', { days: limit.workingDays })}</strong>,
          },
          {
            title: t('portal.law.nature'),
            width: 110,
            render: (_value, limit) => (
              <Tag color={limit.nature === 'statutory' ? 'processing' : 'warning'}>{t(`law.nature.${limit.nature}`)}</Tag>
            ),
          },
          {
            title: t('portal.law.extension'),
            width: 170,
            render: (_value, limit) =>
              limit.extensionWorkingDaysMax === null
                ? t('portal.law.no-extension')
                : t('portal.law.extension-max', { days: limit.extensionWorkingDaysMax }),
          },
          {
            title: t('portal.law.supplement'),
            width: 150,
            render: (_value, limit) => (limit.onSupplement === null ? '—' : t(`portal.law.supplement.${limit.onSupplement}`)),
          },
          { title: t('portal.law.articles'), width: 200, render: (_value, limit) => <ArticleLinks ids={limit.articles} /> },
          ...(edits
            ? [
                {
                  title: t('portal.identity.deeds'),
                  width: 90,
                  render: (_value: unknown, limit: Limit) =>
                    limit.nature === 'internal' ? (
                      <Button size="small" onClick={() => setEdited(limit)}>
                        {t('portal.edit')}
                      </Button>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      {edited ? <LimitDialog limit={edited} onClose={() => setEdited(null)} /> : null}
    </section>
  );
}

function LimitDialog({ limit, onClose }: { limit: Limit; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [days, setDays] = useState<number | null>(limit.workingDays);
  const set = useDeed(setInternalLimit, ['law.']);
  const onSuccess = () => {
    void message.success(t('portal.saved'));
    onClose();
  };
  return (
    <Modal
      open
      title={t('portal.law.edit-limit', { limit: t(`law.limit.${limit.key}`) })}
      okText={t('portal.save')}
      cancelText={t('portal.cancel')}
      okButtonProps={{ loading: set.isPending, disabled: days === null }}
      onOk={() => days !== null && set.mutate({ params: { ruleKey: limit.key }, body: { workingDays: days } }, { onSuccess })}
      onCancel={onClose}
    >
      <p className="soft">{t('portal.law.edit-limit-says')}</p>
      <InputNumber
        aria-label={t('portal.law.days')}
        min={1}
        max={60}
        precision={0}
        value={days}
        suffix={t('portal.law.working-days-unit')}
        style={{ inlineSize: 180 }}
        onChange={setDays}
      />
      {set.error ? <Trouble error={set.error} /> : null}
    </Modal>
  );
}
