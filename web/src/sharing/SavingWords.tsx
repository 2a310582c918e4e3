import { useWords } from '../client/language.tsx';
import { Trouble } from '../client/Trouble.tsx';
import type { Saving } from '../client/use-draft-saving.ts';

/** How the saving of a draft stands. */
export function SavingWords({ saving, onReload }: { saving: Saving; onReload: () => void }) {
  const { t } = useWords();
  if (saving.state === 'failed' && saving.error) return <Trouble error={saving.error} again={onReload} />;
  return (
    <span className="soft small" role="status">
      {t(`portal.saving.${saving.state}`)}
    </span>
  );
}
