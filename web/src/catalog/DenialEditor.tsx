import { useWords } from '../client/language.tsx';
import { BasesEditor } from './denial/BasesEditor.tsx';
import { Labelled, TextField, type Editing } from './fields.tsx';

const BASES_MAX = 20;

/** 不予共享 of the entry as a whole: the reason, and the articles that forbid it with their words. */
export function DenialEditor({ edit }: { edit: Editing }) {
  const { t } = useWords();
  return (
    <>
      <TextField edit={edit} field="denialReason" max={2000} rows={3} must wide />
      <Labelled edit={edit} field="denialBasis" must wide hint={t('portal.catalog.hint.denialBasis')}>
        <BasesEditor
          bases={edit.draft.denialBasis}
          max={BASES_MAX}
          path="denialBasis"
          // What is wrong with the list as a whole stands below the label's field.
          wrongs={edit.wrongs.filter(({ path }) => path !== 'denialBasis')}
          onChange={(change) => edit.set((before) => ({ denialBasis: change(before.denialBasis) }))}
        />
      </Labelled>
    </>
  );
}
