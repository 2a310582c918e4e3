import { Alert, Button } from 'antd';
import { useWords } from '../../client/language.tsx';
import { useMe } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { useActing } from './use-acting.ts';

/**
 * On every screen while one acts for another (代): for whom, under which delegation and until when, and the way back. It stays when the delegation
 * has ended, until one has gone back: the page and its text stay where they are then.
 */
export function ActingBanner() {
  const { t } = useWords();
  const { standsFor } = useMe();
  const acting = useActing();
  if (standsFor === null) return null;
  const { no, title, lastDay, ended } = standsFor;
  const until = lastDay === null ? '' : ` ${t('portal.delegation.until', { lastDay })}`;
  return (
    <>
      <Alert
        banner
        type={ended ? 'error' : 'warning'}
        title={ended ? t('portal.delegation.ended', { title, no }) : `${t('portal.delegation.acting', { title, no })}${until}`}
        action={
          <Button
            size="small"
            type={ended ? 'primary' : 'default'}
            className="no-print"
            loading={acting.busy}
            onClick={() => acting.end(ended ? null : paths.todos())}
          >
            {t('portal.delegation.back')}
          </Button>
        }
      />
      {acting.error ? <Trouble error={acting.error} /> : null}
    </>
  );
}
