import type { Translation as TranslationAnswer } from '@karez/contract/catalog/translation';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { StepNeeds } from '../revision/record-step.ts';
import { changeTranslation, type TranslationCommand } from './change-translation.ts';
import { mayReviewTranslation, mayRewrite, mayTranslate } from './translation-policy.ts';
import { clear, confirm, deliver, pass, sendBack, write } from './translation.ts';

export type SaveTranslation = TranslationCommand & { readonly fields: readonly { readonly field: string; readonly text: string }[] };

/** Saves texts as drafts; a text that stands there already stays as it is, an empty one takes a translation away. */
export function saveTranslation(needs: StepNeeds, command: SaveTranslation): Promise<TranslationAnswer | Refusal> {
  const texts = new Map(command.fields.map(({ field, text }) => [field, text]));
  const { actor } = command;
  return changeTranslation(needs, command, {
    action: 'catalog.save-translation',
    fields: [...texts.keys()],
    permitted: (who, { file }) => mayTranslate(who, file),
    change: (before, { source: { field, zh }, stamp, sheet: { file } }) => {
      const text = texts.get(field) ?? '';
      if (text === (before?.text ?? '')) return before;
      const permitted = mayRewrite(actor, file, before);
      if (isRefusal(permitted)) return permitted;
      return text === '' ? clear(before) : write(before, { field, text, zh, stamp });
    },
  });
}

export type ChosenFields = TranslationCommand & { readonly fields: readonly string[] };

/** Hands drafts over to the language editors. */
export function deliverTranslation(needs: StepNeeds, command: ChosenFields): Promise<TranslationAnswer | Refusal> {
  return changeTranslation(needs, command, {
    action: 'catalog.deliver-translation',
    fields: command.fields,
    permitted: (actor, { file }) => mayTranslate(actor, file),
    change: (before) => deliver(before),
  });
}

/** Says that texts of earlier Chinese still fit. */
export function confirmTranslation(needs: StepNeeds, command: ChosenFields): Promise<TranslationAnswer | Refusal> {
  return changeTranslation(needs, command, {
    action: 'catalog.confirm-translation',
    fields: command.fields,
    permitted: (actor, { file }) => mayTranslate(actor, file),
    change: (before, { source: { zh }, stamp }) => confirm(before, { zh, stamp }),
  });
}

export type ReviewTranslation = ChosenFields & { readonly decision: 'pass' | 'return'; readonly opinion: string };

/** Passes texts or sends them back; nobody reviews what they wrote. */
export function reviewTranslation(needs: StepNeeds, command: ReviewTranslation): Promise<TranslationAnswer | Refusal> {
  const { decision, opinion } = command;
  return changeTranslation(needs, command, {
    action: 'catalog.review-translation',
    fields: command.fields,
    permitted: (actor, { file }) => mayReviewTranslation(actor, file),
    change: (before, { stamp }) => {
      const judgement = { ...stamp, opinion };
      return decision === 'pass' ? pass(before, judgement) : sendBack(before, judgement);
    },
  });
}
