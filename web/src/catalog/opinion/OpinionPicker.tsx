import { listOpinionTemplates, type OpinionKind } from '@karez/contract/catalog/opinion';
import { Select } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';

/** Opinions that the own organisation keeps ready for this dialog: choosing one writes it into the field, where it can be changed. */
export function OpinionPicker({ kind, onPick }: { kind: OpinionKind; onPick: (text: string) => void }) {
  const { t } = useWords();
  const templates = useAnswer(listOpinionTemplates, {}).data?.answer.items.filter((one) => one.kind === kind) ?? [];
  if (templates.length === 0)
    return (
      <p className="small soft">
        {t('portal.opinion.none-of-kind')} <Link to={paths.opinions()}>{t('portal.menu.opinions')}</Link>
      </p>
    );
  return (
    <Select<string>
      aria-label={t('portal.opinion.insert')}
      placeholder={t('portal.opinion.insert')}
      style={{ inlineSize: '100%', marginBlockEnd: 12 }}
      value={null}
      onChange={(id) => {
        const chosen = templates.find((one) => one.id === id);
        if (chosen) onPick(chosen.text);
      }}
      options={templates.map(({ id, text }) => ({ value: id, label: text }))}
    />
  );
}
