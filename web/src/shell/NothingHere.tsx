import { Button } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';

/** An address that leads nowhere. */
export function NothingHere() {
  const { t } = useWords();
  return (
    <Blank
      says={t('portal.nothing-here')}
      action={
        <Link to={paths.home()}>
          <Button type="primary">{t('portal.menu.home')}</Button>
        </Link>
      }
    />
  );
}
