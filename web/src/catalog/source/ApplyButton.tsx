import { startApplication } from '@karez/contract/sharing';
import { Button } from 'antd';
import { useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';

type Applying = { entryId: string; itemNos: readonly number[] };

/** 申请共享 for what was cited: one press opens the application with these items chosen; whoever may not apply is shown the source and says so. */
export function ApplyButton({ entryId, itemNos }: Applying) {
  const { t } = useWords();
  const navigate = useNavigate();
  const applies = usePower('sharing.apply');
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(startApplication, ['sharing.']);
  if (!applies) {
    return (
      <span className="row">
        <Link to={paths.entry(entryId)}>{t('portal.source.see')}</Link>
        <span className="small soft">{t('portal.catalog.applicant-only', { role: t('identity.role.APPLICANT') })}</span>
      </span>
    );
  }
  const start = () =>
    deed.mutate(
      { body: { entryId, itemNos: [...itemNos] }, key: key.current },
      { onSuccess: ({ answer }) => void navigate(paths.application(answer.id)) },
    );
  return (
    <>
      <Button loading={deed.isPending} onClick={start}>
        {itemNos.length === 0 ? t('portal.source.apply') : t('portal.source.apply-items', { count: itemNos.length })}
      </Button>
      {deed.error ? <Trouble error={deed.error} /> : null}
    </>
  );
}
