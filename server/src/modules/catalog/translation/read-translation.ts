import type { Reading, Translation as TranslationAnswer } from '@karez/contract/catalog/translation';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import { visibleFile } from '../entry/entry-file.ts';
import { visibleSheet, type TranslationCommand } from './change-translation.ts';
import { mayReadDrafts } from './translation-policy.ts';
import { readingView, translationView } from './translation-view.ts';

type Asked = Pick<TranslationCommand, 'actor' | 'entryId' | 'language'>;

/** The translation with its drafts, for those who work on it. */
export async function readDrafts(reader: Reader, asked: Asked): Promise<TranslationAnswer | Refusal> {
  const sheet = await visibleSheet(reader, asked);
  if (isRefusal(sheet)) return sheet;
  const permitted = mayReadDrafts(asked.actor, sheet.file);
  return isRefusal(permitted) ? permitted : translationView(reader, asked.actor, sheet);
}

/** What the entry can be read as in the language; nothing where no version is in force. */
export async function readTranslation(reader: Reader, asked: Asked): Promise<Reading | Refusal> {
  const file = await visibleFile(reader, asked);
  if (isRefusal(file)) return file;
  const sheet = await visibleSheet(reader, asked);
  return isRefusal(sheet) ? { language: asked.language, fields: [] } : readingView(sheet);
}
