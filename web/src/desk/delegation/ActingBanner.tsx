import { Alert, Button } from 'antd';
import { useWords } from '../../client/language.tsx';
import { useMe } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { useActing } from './use-acting.ts';

/** On every screen while one acts for another (代): for whom, under which delegation and until when, and the way back. */
export function ActingBanner() {
  const { t } = useWords();
  const { standsFor } = useMe();
  const acting = useActing();
  if (standsFor === null) return null;
  const { no, title, lastDay } = standsFor;
  return (
    <>
      <Alert
        banner
        type="warning"
        title={
          <>
            {t('portal.delegation.acting', { title, no })} {lastDay === null ? null : t('portal.delegation.until', { lastDay })}
          </>
        }
        action={
          <Button size="small" className="no-print" loading={acting.busy} onClick={() => acting.end(paths.todos())}>
            {t('portal.delegation.back')}
          </Button>
        }
      />
      {acting.error ? <Trouble error={acting.error} /> : null}
    </>
  );
}
