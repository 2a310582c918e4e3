import { closeTodo, openTodo, type Addressee } from '#modules/desk';
import type { Transaction } from '#platform/database';
import type { StepNeeds } from '../revision/record-step.ts';
import type { Sheet } from './change-translation.ts';
import { countsOf, type FieldText } from './translation.ts';

type HandingNeeds = Pick<StepNeeds, 'clock' | 'newId'>;
type About = { readonly sheet: Sheet; readonly by: string | null };

/** What a to-do about a translation is about, for closing all of an entry's at once. */
export const TRANSLATION_CASE = 'catalog.translation';

/** The city's office has the duty (91-7.1.1), for entries of its counties as well. */
function editorsOf({ file }: Sheet): Addressee {
  const city = `${file.entry.provider.regionCode.slice(0, 4)}00`;
  return { kind: 'region', regionCode: city, power: 'catalog.translate' };
}

function writersOf(sheet: Sheet, returned: FieldText): Addressee {
  const { organisationId: orgId } = sheet.file.entry.provider;
  return returned.written.orgId === orgId ? { kind: 'organisation', orgId, power: 'catalog.register' } : editorsOf(sheet);
}

type Duty = { readonly word: 'review' | 'stale' | 'returned'; readonly count: number; readonly addressee: Addressee };

function dutiesOf(sheet: Sheet): Duty[] {
  const { sources, translation } = sheet;
  const fields = sources.map(({ field }) => field);
  const counts = countsOf(translation, fields);
  const returned = fields.flatMap((field) => {
    const text = translation.texts.get(field);
    return text?.state === 'draft' && text.returned !== null ? [text] : [];
  });
  const [first] = returned;
  return [
    { word: 'review', count: counts.translated, addressee: editorsOf(sheet) },
    { word: 'stale', count: counts.stale, addressee: editorsOf(sheet) },
    { word: 'returned', count: returned.length, addressee: first ? writersOf(sheet, first) : editorsOf(sheet) },
  ];
}

/** Opens and closes what a translation asks of people, as its fields stand now. The law sets no clock for it. */
export async function tellTranslation(tx: Transaction, { clock, newId }: HandingNeeds, { sheet, by }: About): Promise<void> {
  const { entry, live } = sheet.file;
  const { language } = sheet.translation;
  const at = clock.now();
  for (const { word, count, addressee } of dutiesOf(sheet)) {
    const key = `${TRANSLATION_CASE}:${entry.id}:${language}:${word}`;
    if (count === 0) await closeTodo(tx, key, { by, at });
    else
      await openTodo(tx, {
        id: newId(),
        key,
        for: addressee,
        subject: { module: 'catalog', kind: TRANSLATION_CASE, id: entry.id },
        title: { key: `catalog.todo.translation-${word}`, params: { name: live?.content.name ?? '', language, count } },
        link: `/catalog/entries/${entry.id}/translations/${language}`,
        dueAt: null,
        at,
      });
  }
}
