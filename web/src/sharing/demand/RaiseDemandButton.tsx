import { raiseDemand } from '@karez/contract/sharing/demand';
import { PlusOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';

/** Most characters that a demand's name takes. */
const NAME_CHARACTERS_MAX = 128;

/** 提出需求: opens a draft with the words that were searched for as its name, and goes there. Absent for who may not apply. */
export function RaiseDemandButton({ name, type = 'primary' }: { name: string; type?: ButtonProps['type'] }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const applies = usePower('sharing.apply');
  const key = useRef({ name, key: crypto.randomUUID() });
  if (key.current.name !== name) key.current = { name, key: crypto.randomUUID() };
  const deed = useDeed(raiseDemand, ['sharing.']);
  if (!applies) return null;
  const raise = () =>
    deed.mutate(
      { body: { name: name.slice(0, NAME_CHARACTERS_MAX) }, key: key.current.key },
      { onSuccess: ({ answer }) => void navigate(paths.demand(answer.id)) },
    );
  return (
    <span className="stack" style={{ gap: 4 }}>
      <Button {...(type === undefined ? {} : { type })} icon={<PlusOutlined />} loading={deed.isPending} onClick={raise}>
        {t('portal.demand.raise')}
      </Button>
      {deed.error ? <Trouble error={deed.error} /> : null}
    </span>
  );
}
