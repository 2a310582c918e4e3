import { useWords } from '../../client/language.tsx';
import { DepartmentSelect } from '../transfer/DepartmentSelect.tsx';
import type { Choice } from './use-choice.ts';

/** One department for everything that is chosen; each row can still name another. */
export function AssignAll({ choice: { chosen, name } }: { choice: Choice }) {
  const { t } = useWords();
  if (chosen.length < 2) return null;
  return (
    <div className="row">
      <span>{t('portal.bulk.assign.all-to')}</span>
      <div style={{ flex: '0 1 320px' }}>
        <DepartmentSelect
          label={t('portal.bulk.assign.all-to')}
          onChange={(id, department) => {
            if (id !== undefined && department !== undefined) name(chosen, { id, name: department });
          }}
        />
      </div>
    </div>
  );
}
