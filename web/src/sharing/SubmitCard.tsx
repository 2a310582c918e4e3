import { submitApplication } from '@karez/contract/sharing';
import type { Application } from '@karez/contract/sharing/schemas';
import { App, Button, Card } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { SectionHead } from './SectionHead.tsx';

/** What the last card of the form is given. */
export type Ending = {
  readonly application: Application;
  /** Nothing may be sent yet: the secrecy declaration is missing. */
  readonly closed: boolean;
  /** Saves what is still unsaved; false where the server did not take it, which the form then says. */
  readonly save: () => Promise<boolean>;
  /** How the saving stands, in words. */
  readonly saving: ReactNode;
};

/** Hands a draft to the head of the own sharing office once nothing is missing. */
export function SubmitCard({ application, closed, save, saving }: Ending) {
  const { t } = useWords();
  const { message } = App.useApp();
  const submit = useDeed(submitApplication, ['sharing.', 'desk.']);
  const send = async () => {
    if (!(await save())) return;
    submit.mutate({ params: { applicationId: application.id } }, { onSuccess: () => void message.success(t('portal.sharing.submitted')) });
  };
  return (
    <Card title={<SectionHead name={t('portal.sharing.section.submit')} missing={application.missing.length} />}>
      <p className="soft">
        {application.missing.length === 0
          ? t('portal.sharing.ready')
          : t('portal.sharing.not-ready', { count: application.missing.length })}
      </p>
      {submit.error ? <Trouble error={submit.error} isTold={(path) => application.missing.some((place) => place.path === path)} /> : null}
      <div className="row">
        <Button type="primary" loading={submit.isPending} disabled={closed} onClick={() => void send()}>
          {t('portal.sharing.deed.submit')}
        </Button>
        {saving}
      </div>
    </Card>
  );
}
