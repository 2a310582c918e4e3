import type { ReadingMark, TranslationCounts, TranslationLanguage, TranslationState } from '@karez/contract/catalog/translation';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { EntryId } from '../entry/entry.ts';

/** Who did it, for which office, when. */
export type Stamp = { readonly by: string; readonly orgId: string; readonly organisationName: string; readonly at: Date };
/** A review with its opinion. */
export type Judgement = Stamp & { readonly opinion: string };
/** What readers go on seeing while a new text is on its way. */
export type Shown = { readonly text: string; readonly sourceZh: string; readonly reviewed: boolean };

type Common = {
  readonly field: string;
  readonly text: string;
  /** The Chinese that the text was written to. */
  readonly sourceZh: string;
  /** Everyone who wrote this text: none of them may review it. */
  readonly authors: readonly string[];
  readonly written: Stamp;
  readonly shown: Shown | null;
};
type Draft = Common & { readonly state: 'draft'; readonly returned: Judgement | null };
type Waiting = Common & { readonly state: 'translated' | 'stale' };
type Reviewed = Common & { readonly state: 'reviewed'; readonly reviewed: Judgement };
/** One field of an entry in one language; a field that is missing has none. */
export type FieldText = Draft | Waiting | Reviewed;

/** An entry in one language, with the texts of its fields, those included that the version in force no longer has. */
export type Translation = {
  readonly entryId: EntryId;
  readonly language: TranslationLanguage;
  /** Rises with every change; 0 before the first. */
  readonly revision: number;
  readonly texts: ReadonlyMap<string, FieldText>;
};

export const translationEvents = ['write', 'clear', 'deliver', 'confirm', 'pass', 'return', 'outdate'] as const;
export type TranslationEvent = (typeof translationEvents)[number];

/**
 * Transition table of a field (91-7.1.1); what is not here is refused. `outdate`: the Chinese changed. A text once reviewed is never only
 * taken away: it is written anew, and readers keep it until the new one is reviewed.
 */
export const translationTransitions: Readonly<Record<TranslationState, Readonly<Partial<Record<TranslationEvent, TranslationState>>>>> = {
  missing: { write: 'draft' },
  draft: { write: 'draft', clear: 'missing', deliver: 'translated', outdate: 'stale' },
  translated: { write: 'draft', clear: 'missing', pass: 'reviewed', return: 'draft', outdate: 'stale' },
  reviewed: { write: 'draft', outdate: 'stale' },
  stale: { write: 'draft', clear: 'missing', confirm: 'translated', outdate: 'stale' },
};

/** The state after `event`, or the refusal `catalog.translation.illegal-transition`. */
export function nextTranslationState(state: TranslationState, event: TranslationEvent): TranslationState | Refusal {
  return translationTransitions[state][event] ?? refuse('catalog.translation.illegal-transition', { state, event });
}

export function stateOf(text: FieldText | undefined): TranslationState {
  return text?.state ?? 'missing';
}

/** The text that an event happens to, or the refusal of the event. */
function held(text: FieldText | undefined, event: TranslationEvent): FieldText | Refusal {
  const next = nextTranslationState(stateOf(text), event);
  if (isRefusal(next)) return next;
  return text ?? refuse('catalog.translation.illegal-transition', { state: 'missing', event });
}

/** What of a text decides what readers see of it. */
export type Legible = Pick<Common, 'text' | 'sourceZh' | 'shown'> & { readonly state: FieldText['state'] };

/** What a text leaves to readers when it is written over: itself once it was handed over, else what they see already. */
function leftToReaders(text: Legible | undefined): Shown | null {
  if (text === undefined) return null;
  if (text.shown?.reviewed === true && text.shown.sourceZh === text.sourceZh) return text.shown;
  if (text.state === 'draft' || text.state === 'stale') return text.shown;
  return { text: text.text, sourceZh: text.sourceZh, reviewed: text.state === 'reviewed' };
}

type Writing = { readonly field: string; readonly text: string; readonly zh: string; readonly stamp: Stamp };

/** A new text, to the Chinese in force. Who goes on writing a text that waits for its review joins its authors. */
export function write(before: FieldText | undefined, { field, text, zh, stamp }: Writing): FieldText | Refusal {
  const next = nextTranslationState(stateOf(before), 'write');
  if (isRefusal(next)) return next;
  const carried = before?.state === 'draft' || before?.state === 'translated' ? before.authors : [];
  const authors = carried.includes(stamp.by) ? carried : [...carried, stamp.by];
  const returned = before?.state === 'draft' ? before.returned : null;
  return { state: 'draft', field, text, sourceZh: zh, authors, written: stamp, shown: leftToReaders(before), returned };
}

/** Takes a text away that was never reviewed: the field is missing again. */
export function clear(before: FieldText | undefined): undefined | Refusal {
  const text = held(before, 'clear');
  return isRefusal(text) ? text : undefined;
}

function common(text: FieldText): Common {
  const { field, sourceZh, authors, written, shown } = text;
  return { field, text: text.text, sourceZh, authors, written, shown };
}

/** Hands a draft over; a reviewed text of the same Chinese stays in sight until this one is reviewed. */
export function deliver(before: FieldText | undefined): FieldText | Refusal {
  const text = held(before, 'deliver');
  if (isRefusal(text)) return text;
  const keeps = text.shown?.reviewed === true && text.shown.sourceZh === text.sourceZh;
  return { ...common(text), state: 'translated', shown: keeps ? text.shown : null };
}

/** A text of earlier Chinese still fits the Chinese in force; whoever says so answers for it as an author. */
export function confirm(before: FieldText | undefined, { zh, stamp }: Pick<Writing, 'zh' | 'stamp'>): FieldText | Refusal {
  const text = held(before, 'confirm');
  if (isRefusal(text)) return text;
  const authors = text.authors.includes(stamp.by) ? text.authors : [...text.authors, stamp.by];
  return { ...common(text), state: 'translated', authors, written: stamp, sourceZh: zh, shown: null };
}

/** Somebody else found it right (four eyes). */
export function pass(before: FieldText | undefined, reviewed: Judgement): FieldText | Refusal {
  const text = held(before, 'pass');
  if (isRefusal(text)) return text;
  if (text.authors.includes(reviewed.by)) return refuse('catalog.translation.own-work', { field: text.field });
  return { ...common(text), state: 'reviewed', reviewed, shown: null };
}

/** Back to its writers with an opinion. */
export function sendBack(before: FieldText | undefined, returned: Judgement): FieldText | Refusal {
  const text = held(before, 'return');
  if (isRefusal(text)) return text;
  if (text.authors.includes(returned.by)) return refuse('catalog.translation.own-work', { field: text.field });
  return { ...common(text), state: 'draft', returned };
}

/** The Chinese changed: the text is kept, with the Chinese that it was written to; readers see it marked. */
export function outdate(text: FieldText): FieldText | Refusal {
  const refused = held(text, 'outdate');
  return isRefusal(refused) ? refused : { ...common(text), state: 'stale', shown: leftToReaders(text) };
}

/** What readers are shown of a field, whose Chinese in force is `zh`; nothing of a text that was never handed over. */
export function readingOf(text: Legible, zh: string): { text: string; mark: ReadingMark } | undefined {
  const shown = leftToReaders(text);
  if (shown === null) return undefined;
  if (shown.sourceZh !== zh) return { text: shown.text, mark: 'outdated' };
  return { text: shown.text, mark: shown.reviewed ? 'reviewed' : 'unreviewed' };
}

/** How many of the fields that the version in force has are in which state. */
export function countsOf({ texts }: Pick<Translation, 'texts'>, fields: readonly string[]): TranslationCounts {
  const counts = { missing: 0, draft: 0, translated: 0, reviewed: 0, stale: 0 };
  for (const field of fields) counts[stateOf(texts.get(field))] += 1;
  return counts;
}

/** The entry's own state: what is most urgent about its fields. A translation with gaps is a draft. */
export function stateFrom({ missing, draft, translated, reviewed, stale }: TranslationCounts): TranslationState {
  if (stale > 0) return 'stale';
  if (draft + translated + reviewed === 0) return 'missing';
  if (missing + draft > 0) return 'draft';
  return translated > 0 ? 'translated' : 'reviewed';
}

/** Refuses when the caller read another revision than the one that is stored. */
export function changedUnless({ revision }: Pick<Translation, 'revision'>, ifMatch: string | null): Refusal | undefined {
  return ifMatch === String(revision) ? undefined : refuse('catalog.translation.changed', { current: revision, sent: ifMatch });
}
