import { getApplication } from '@karez/contract/sharing';
import type { Application } from '@karez/contract/sharing/schemas';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../client/language.tsx';
import { paths } from '../paths.ts';
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

/** Leads from a draft to its last look: what is written is read as a whole before it is handed to the head of the own sharing office. */
export function SubmitCard({ application, closed, save, saving }: Ending) {
  const { t } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const check = async () => {
    if (!(await save())) return;
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === getApplication.id });
    await navigate(paths.checkApplication(application.id));
  };
  return (
    <Card title={<SectionHead name={t('portal.sharing.section.submit')} missing={application.missing.length} />}>
      <p className="soft">
        {application.missing.length === 0
          ? t('portal.sharing.ready')
          : t('portal.sharing.not-ready', { count: application.missing.length })}
      </p>
      <div className="row">
        <Button type="primary" disabled={closed} onClick={() => void check()}>
          {t('portal.sharing.check')}
        </Button>
        {saving}
      </div>
    </Card>
  );
}
