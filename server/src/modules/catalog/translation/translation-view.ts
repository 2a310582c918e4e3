import type { Reading, TranslatedField, Translation as TranslationAnswer } from '@karez/contract/catalog/translation';
import { allowedOf, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { resourceCodeOf } from '../entry/entry.ts';
import { versionOf } from '../revision/revision.ts';
import type { Sheet } from './change-translation.ts';
import type { SourceText } from './source-text.ts';
import { mayReviewTranslation, mayTranslate } from './translation-policy.ts';
import { countsOf, readingOf, stateFrom, stateOf, type FieldText, type Stamp } from './translation.ts';
import { suggestionsFor, type Suggestion } from './translation-store.ts';

const stampView = ({ organisationName, at }: Stamp) => ({ organisation: organisationName, at: at.toISOString() });

/** Who sent a field back and why, while it waits to be written again. */
function returnedView(text: FieldText | undefined): TranslatedField['returned'] {
  if (text?.state !== 'draft' || text.returned === null) return null;
  return { ...stampView(text.returned), opinion: text.returned.opinion };
}

function fieldView(
  { field, zh }: SourceText,
  text: FieldText | undefined,
  more: Pick<TranslatedField, 'own' | 'suggestions'>,
): TranslatedField {
  return {
    field,
    zh,
    previousZh: text === undefined || text.sourceZh === zh ? null : text.sourceZh,
    text: text?.text ?? '',
    state: stateOf(text),
    written: text === undefined ? null : stampView(text.written),
    reviewed: text?.state === 'reviewed' ? { ...stampView(text.reviewed), opinion: text.reviewed.opinion } : null,
    returned: returnedView(text),
    ...more,
  };
}

const suggestionView = ({ zh: _zh, ...suggestion }: Suggestion) => suggestion;

/** A translation as its writers work on it, with how the same Chinese was put elsewhere. */
export async function translationView(reader: Reader, actor: Actor, { file, sources, translation }: Sheet): Promise<TranslationAnswer> {
  const { texts, entryId, language, revision } = translation;
  const asked = { language, chinese: [...new Set(sources.map(({ zh }) => zh))], except: entryId };
  const suggestions = await suggestionsFor(reader, asked);
  const counts = countsOf(
    translation,
    sources.map(({ field }) => field),
  );
  return {
    entryId,
    language,
    revision,
    state: stateFrom(counts),
    counts,
    entryName: file.live?.content.name ?? '',
    resourceCode: resourceCodeOf(file.entry),
    version: versionOf(file.live),
    provider: file.entry.provider.name,
    fields: sources.map((source) => {
      const text = texts.get(source.field);
      return fieldView(source, text, {
        own: text?.authors.includes(actor.id) ?? false,
        suggestions: suggestions.filter(({ zh, text: said }) => zh === source.zh && said !== text?.text).map(suggestionView),
      });
    }),
    allowed: allowedOf({ translate: mayTranslate(actor, file), review: mayReviewTranslation(actor, file) }),
  };
}

/** What readers are shown, in the order of the Chinese. */
export function readingView({ sources, translation }: Sheet): Reading {
  const fields = sources.flatMap(({ field, zh }) => {
    const text = translation.texts.get(field);
    const shown = text && readingOf(text, zh);
    return shown ? [{ field, zh, ...shown }] : [];
  });
  return { language: translation.language, fields };
}
