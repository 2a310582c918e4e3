import type { Question } from '@karez/contract/sharing/question-schemas';
import { getQuestionSet, type QuestionSetAnswer } from '@karez/contract/sharing/questions';
import { Button, Card, Table, Tag } from 'antd';
import { useState } from 'react';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { QuestionSetDialog } from './QuestionSetDialog.tsx';

/** 问题集: what the authority asks of every application besides the form, and its versions. */
export function QuestionSetPage() {
  const { t } = useWords();
  const [isWriting, setWriting] = useState(false);
  const set = useAnswer(getQuestionSet, {});
  return (
    <>
      <PageHead
        title={t('portal.menu.questions')}
        purpose={t('portal.questions.purpose')}
        actions={
          <Button type="primary" disabled={!set.data} onClick={() => setWriting(true)}>
            {t('portal.questions.revise')}
          </Button>
        }
      />
      <Loaded query={set}>
        {({ answer }) => (
          <>
            <ShownSet set={answer} />
            {isWriting ? <QuestionSetDialog set={answer} onClose={() => setWriting(false)} /> : null}
          </>
        )}
      </Loaded>
    </>
  );
}

function ShownSet({ set }: { set: QuestionSetAnswer }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <Card title={set.version === 0 ? t('portal.questions.none-yet') : t('portal.questions.in-force', { version: set.version })}>
        <QuestionTable questions={set.questions} />
      </Card>
      {set.versions.length === 0 ? null : (
        <Card title={t('portal.template.versions')}>
          <ul className="lines">
            {set.versions.map(({ version, madeAt, organisation, count }) => (
              <li key={version}>
                <bdi>{t('portal.questions.version-line', { version, day: day(madeAt), organisation, count })}</bdi>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function QuestionTable({ questions }: { questions: readonly Question[] }) {
  const { t } = useWords();
  return (
    <Table<Question>
      rowKey="id"
      size="middle"
      pagination={false}
      dataSource={[...questions]}
      {...(questions.length > 0 ? { scroll: { x: 900 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.questions.none')} /> }}
      columns={[
        { title: t('portal.questions.section'), width: 130, render: (_value, { section }) => <bdi>{section}</bdi> },
        {
          title: t('portal.questions.question'),
          render: (_value, { question, options }) => (
            <>
              <bdi>{question}</bdi>
              {options.length === 0 ? null : (
                <div className="small soft">
                  <bdi>{options.join(' · ')}</bdi>
                </div>
              )}
            </>
          ),
        },
        { title: t('portal.questions.kind'), width: 110, render: (_value, { kind }) => t(`portal.questions.kind.${kind}`) },
        {
          title: t('portal.questions.required'),
          width: 90,
          render: (_value, { required }) => t(`sharing.answer.${required ? 'yes' : 'no'}`),
        },
        {
          title: t('portal.questions.asked-when'),
          width: 220,
          render: (_value, { appliesTo, shownWhen }) => (
            <>
              {appliesTo.length === 0 && shownWhen === null ? t('portal.questions.always') : null}
              {appliesTo.map((ground) => (
                <Tag key={ground}>{t(`portal.questions.ground.${ground}`)}</Tag>
              ))}
              {shownWhen === null ? null : (
                <bdi className="small">
                  {t('portal.questions.after', {
                    question: questions.find(({ id }) => id === shownWhen.id)?.question ?? '',
                    answer:
                      shownWhen.answer === 'yes' || shownWhen.answer === 'no' ? t(`sharing.answer.${shownWhen.answer}`) : shownWhen.answer,
                  })}
                </bdi>
              )}
            </>
          ),
        },
        { title: t('portal.questions.risky-count'), width: 100, render: (_value, { risky }) => risky.length },
      ]}
    />
  );
}
