import { openAssignment, openProposal, recallAssignment, returnAssignment } from '@karez/contract/sharing/handling';
import type { AssignmentAnswer } from '@karez/contract/sharing/handling-schemas';
import type { Application } from '@karez/contract/sharing/schemas';
import { Card } from 'antd';
import { useEffect } from 'react';
import { dayAndTime } from '../../client/dates.ts';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { OpinionDialog } from './OpinionDialog.tsx';

const stale = ['sharing.', 'desk.'];
const tones: Readonly<Record<AssignmentAnswer['state'], Tone>> = {
  sent: 'waiting',
  opened: 'waiting',
  answered: 'ok',
  returned: 'warn',
  recalled: 'off',
  'passed-over': 'off',
  void: 'off',
};

/** What the divisions were asked and what they say: for the provider's own people, and for nobody else. */
export function AssignmentsCard({ application }: { application: Application }) {
  const { t } = useWords();
  useOpening(application);
  const assignments = application.handling?.assignments ?? [];
  if (assignments.length === 0) return null;
  return (
    <Card title={t('portal.handling.opinions')}>
      <p className="small soft">{t('portal.handling.opinions-why')}</p>
      <div className="stack">
        {assignments.map((assignment) => (
          <AssignmentLine key={assignment.id} application={application} assignment={assignment} />
        ))}
      </div>
    </Card>
  );
}

/** Whoever has something waiting on this page opens it by coming here: from then on nobody takes it back. */
function useOpening({ id, allowed, handling }: Application) {
  const { mutate: openOne } = useDeed(openAssignment, stale);
  const { mutate: openReply } = useDeed(openProposal, stale);
  const waiting = handling?.assignments.find((assignment) => assignment.allowed['open']?.allowed === true)?.id;
  const opensReply = allowed['open-proposal']?.allowed === true;
  useEffect(() => {
    if (waiting !== undefined) openOne({ params: { assignmentId: waiting } });
  }, [waiting, openOne]);
  useEffect(() => {
    if (opensReply) openReply({ params: { applicationId: id } });
  }, [opensReply, id, openReply]);
}

function AssignmentLine({ application, assignment }: { application: Application; assignment: AssignmentAnswer }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'opinion' | 'return'>();
  const back = useDeed(returnAssignment, stale);
  const recall = useDeed(recallAssignment, stale);
  const { allowed, answer, state } = assignment;
  const params = { assignmentId: assignment.id };
  const may = (deed: string) => allowed[deed]?.allowed === true;
  return (
    <section aria-label={assignment.division} style={{ borderBlockEnd: '1px solid #f0ebe0', paddingBlockEnd: 12 }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span className="row">
          <strong>
            <bdi>{assignment.division}</bdi>
          </strong>
          <StateTag tone={tones[state]}>{t(answer ? `sharing.opinion.${answer.result}` : `sharing.assignment.${state}`)}</StateTag>
        </span>
        <span className="small soft">{t('portal.handling.until', { day: assignment.dueOn })}</span>
      </div>
      <div className="small soft pre">{t('portal.handling.asked', { at: dayAndTime(assignment.assignedAt), words: assignment.words })}</div>
      {answer ? (
        <div className="pre">
          <bdi>{answer.opinion}</bdi>
        </div>
      ) : null}
      {answer && answer.items.length > 0 ? (
        <div className="small">{t('portal.handling.against', { items: namesOf(application, answer.items) })}</div>
      ) : null}
      {assignment.reason ? <div className="pre">{t('portal.handling.because', { reason: assignment.reason })}</div> : null}
      <div className="row" style={{ marginBlockStart: 8 }}>
        {may('recall') ? (
          <DeedButton
            allowed={allowed}
            action="recall"
            loading={recall.isPending}
            onClick={() => recall.mutate({ params }, { onSuccess: done })}
          >
            {t('portal.handling.deed.recall')}
          </DeedButton>
        ) : null}
        {may('return') ? (
          <DeedButton allowed={allowed} action="return" onClick={() => show('return')}>
            {t('portal.handling.deed.return')}
          </DeedButton>
        ) : null}
        {may('answer') ? (
          <DeedButton allowed={allowed} action="answer" type="primary" onClick={() => show('opinion')}>
            {t('portal.handling.give-opinion')}
          </DeedButton>
        ) : null}
      </div>
      {open === 'opinion' ? <OpinionDialog application={application} assignment={assignment} onDone={done} onCancel={close} /> : null}
      <SignDialog
        open={open === 'return'}
        title={t('portal.handling.deed.return')}
        says={t('portal.handling.says.return')}
        opinionLabel={t('portal.handling.reason')}
        signs={false}
        busy={back.isPending}
        error={back.error}
        onDone={({ opinion }) => back.mutate({ params, body: { reason: opinion } }, { onSuccess: done })}
        onCancel={close}
      />
    </section>
  );
}

function namesOf({ entryItems }: Application, items: readonly { no: number; agrees: boolean }[]): string {
  return items
    .filter(({ agrees }) => !agrees)
    .map(({ no }) => entryItems.find((item) => item.no === no)?.nameZh ?? String(no))
    .join(' · ');
}
