import { useWords } from '../client/language.tsx';
import { StateTag } from '../ui/StateTag.tsx';

/** A section's name and whether something is still missing in it. */
export function SectionHead({ name, missing }: { name: string; missing: number }) {
  const { t } = useWords();
  return (
    <span className="row" style={{ justifyContent: 'space-between' }}>
      <span>{name}</span>
      {missing === 0 ? (
        <StateTag tone="ok">{t('portal.section.whole')}</StateTag>
      ) : (
        <StateTag tone="warn">{t('portal.section.missing', { count: missing })}</StateTag>
      )}
    </span>
  );
}
