import { printPaper } from '@karez/contract/sharing/paper';
import { confirmPaperSignature, withdrawPaperSignature } from '@karez/contract/sharing/paper-signature';
import type { PaperSignature } from '@karez/contract/sharing/paper-signature-schemas';
import type { Application } from '@karez/contract/sharing/schemas';
import { Button, Card, Form } from 'antd';
import { CodeField } from '../../client/CodeField.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { together, useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { Facts } from '../../ui/Facts.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { EnterPaperDialog } from './EnterPaperDialog.tsx';
import { PaperScan } from './PaperScan.tsx';

const stale = ['sharing.', 'desk.', 'catalog.'];
const tones: Readonly<Record<PaperSignature['state'], Tone>> = {
  entered: 'waiting',
  confirmed: 'ok',
  returned: 'danger',
  withdrawn: 'off',
  overtaken: 'off',
};

/** 线下签批 of a case: the sheet to print, the form to enter it, and every sheet that was entered. */
export function PaperSigningCard({ application }: { application: Application }) {
  const { t } = useWords();
  const { allowed, paperSignatures } = application;
  const { open, show, close, done } = useOneDialog<'enter'>();
  const file = useDownload(printPaper);
  const mayPrint = allowed['print-sheet']?.allowed === true;
  if (!mayPrint && paperSignatures.length === 0) return null;
  const print = () => file.fetch({ params: { applicationId: application.id, paper: 'signing-sheet' } });
  return (
    <Card title={t('portal.paper.title')}>
      <div className="stack">
        {mayPrint ? (
          <>
            <span className="soft">{t('portal.paper.open')}</span>
            <div className="row">
              <Button loading={file.loading} onClick={print}>
                {t('portal.paper.print')}
              </Button>
              <DeedButton allowed={allowed} action="enter-paper" onClick={() => show('enter')}>
                {t('portal.paper.enter')}
              </DeedButton>
            </div>
          </>
        ) : null}
        {file.error ? <Trouble error={file.error} /> : null}
        {paperSignatures.toReversed().map((paper) => (
          <PaperShown key={paper.id} application={application} paper={paper} />
        ))}
      </div>
      {open === 'enter' ? <EnterPaperDialog application={application} onDone={done} onCancel={close} /> : null}
    </Card>
  );
}

type Shown = { application: Application; paper: PaperSignature };

function PaperShown({ application, paper }: Shown) {
  const { t } = useWords();
  const { scan } = paper;
  return (
    <section className="stack" aria-label={paper.docNo}>
      <div>
        <StateTag tone={tones[paper.state]}>{t(`portal.paper.state.${paper.state}`)}</StateTag>{' '}
        <span className="small soft">{dayAndTime(paper.endedAt ?? paper.enteredAt)}</span>
      </div>
      <Facts
        facts={[
          { label: t('portal.paper.doc-no'), value: paper.docNo },
          { label: t('portal.paper.signed-on'), value: paper.signedOn },
          { label: t('portal.paper.signer'), value: t(`identity.role.${paper.signerRole}`) },
          { label: t('portal.paper.scan'), value: scan.gone ? t('portal.paper.scan-gone') : scan.fileName },
          { label: t('portal.paper.opinion'), value: paper.opinion, wide: true },
          ...(paper.overMissing === null ? [] : [{ label: t('portal.paper.over-missing'), value: paper.overMissing, wide: true }]),
          {
            label: t('portal.paper.scan-digest'),
            value: (
              <bdi className="code small" style={{ overflowWrap: 'anywhere' }}>
                {scan.digest}
              </bdi>
            ),
            wide: true,
          },
          ...(paper.reason === null ? [] : [{ label: t('portal.paper.reason'), value: paper.reason, wide: true }]),
        ]}
      />
      {scan.gone ? null : <PaperScan applicationId={application.id} paper={paper} />}
      <PaperDeeds application={application} paper={paper} />
    </section>
  );
}

function PaperDeeds({ application, paper }: Shown) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'confirm' | 'return' | 'withdraw'>();
  const confirm = useDeed(confirmPaperSignature, stale);
  const withdraw = useDeed(withdrawPaperSignature, stale);
  const { busy, error } = together([confirm, withdraw]);
  const { allowed } = paper;
  const about = { params: { applicationId: application.id, paperId: paper.id }, ifMatch: application.revision };
  const after = { onSuccess: done };
  const end = (reason: string) =>
    open === 'withdraw'
      ? withdraw.mutate({ ...about, body: { reason } }, after)
      : confirm.mutate({ ...about, body: { decision: 'return', reason } }, after);
  const ask = (next: 'confirm' | 'return' | 'withdraw') => () => {
    confirm.reset();
    withdraw.reset();
    show(next);
  };
  return (
    <>
      <div className="row">
        <DeedButton allowed={allowed} action="withdraw" onClick={ask('withdraw')}>
          {t('portal.paper.withdraw')}
        </DeedButton>
        <DeedButton allowed={allowed} action="return" onClick={ask('return')}>
          {t('portal.paper.return')}
        </DeedButton>
        <DeedButton allowed={allowed} action="confirm" type="primary" onClick={ask('confirm')}>
          {t('portal.paper.confirm')}
        </DeedButton>
      </div>
      {open === 'confirm' ? (
        <ConfirmDialog
          deed={confirm}
          onGiven={(code) => confirm.mutate({ ...about, body: { decision: 'confirm', code } }, after)}
          onCancel={close}
        />
      ) : null}
      {open === 'return' || open === 'withdraw' ? (
        <SignDialog
          open
          title={t(`portal.paper.${open}`)}
          says={t(`portal.paper.${open}-says`)}
          signs={false}
          opinionLabel={t('portal.paper.reason')}
          busy={busy}
          error={error}
          onDone={({ opinion }) => end(opinion)}
          onCancel={close}
        />
      ) : null}
    </>
  );
}

type Confirming = {
  deed: { readonly isPending: boolean; readonly error: Error | null };
  onGiven: (code: string) => void;
  onCancel: () => void;
};

function ConfirmDialog({ deed, onGiven, onCancel }: Confirming) {
  const { t } = useWords();
  const [form] = Form.useForm<{ code: string }>();
  return (
    <FormDialog<{ code: string }>
      form={form}
      title={t('portal.paper.confirm')}
      says={t('portal.paper.confirm-says')}
      okText={t('portal.sign')}
      deed={deed}
      initialValues={{ code: '' }}
      onGiven={({ code }) => onGiven(code)}
      onCancel={onCancel}
    >
      <CodeField />
    </FormDialog>
  );
}
