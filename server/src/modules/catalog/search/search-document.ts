import type { EntryContent } from '@karez/contract/catalog/content';
import { isDenied } from '../denial/shown-items.ts';
import { isListed, liveNoOf, publishedOnOf, resourceCodeOf, type Entry } from '../entry/entry.ts';
import { signedByLeader, versionOf, type Revision } from '../revision/revision.ts';
import { readingOf } from './reading.ts';
import { fold, tokensOf } from './search-text.ts';
import type { Listing } from '../listing/listing.ts';
import type { StatusChange } from '../status/status-change.ts';

/** Who may find an entry: everyone, the provider's own unit, or the unit and the authority of its region. */
export type Audience = 'everyone' | 'unit' | 'signed';

/** What search knows of an entry. A published denial has name, department and code only (91-3.1); a denied item is not searched. */
export type SearchDocument = {
  readonly entryId: string;
  readonly audience: Audience;
  readonly stageAudience: 'unit' | 'signed' | null;
  readonly state: Entry['state'];
  readonly stage: Revision['state'] | null;
  readonly providerOrgId: string;
  readonly regionCode: string;
  /** Region whose authority is competent for the entry; null where there is none. */
  readonly authorityRegion: string | null;
  readonly sample: boolean;
  readonly categories: readonly string[];
  readonly category: string | null;
  readonly shareType: EntryContent['shareType'];
  readonly formatClass: EntryContent['formatClass'];
  readonly updateCycle: EntryContent['updateCycle'];
  readonly itemCount: number;
  readonly name: string;
  readonly nameUg: string;
  readonly abstract: string;
  readonly abstractUg: string;
  readonly providerNames: readonly string[];
  readonly items: readonly string[];
  readonly code: string;
  readonly version: string | null;
  readonly publishedOn: string | null;
  /** Pinyin of name, department names and items, in this order. */
  readonly readings: readonly string[];
  /** The last three serve the search of the release before this one, which may run beside it during an update. */
  readonly nameFolded: string;
  readonly folded: string;
  readonly tokens: readonly string[];
};

/** Every prefix of a classification code: 类, 项 and 目. */
function withPrefixes(code: string): string[] {
  return [code.slice(0, 1), code.slice(0, 3), code];
}

const audienceOf = (revision: Revision): 'unit' | 'signed' => (signedByLeader(revision.state) ? 'signed' : 'unit');

/** Marks show offsets in these very texts, so they are stored in the form that folding starts from. */
const composed = (text: string | null): string => (text ?? '').normalize('NFC');

type Shown = Pick<
  SearchDocument,
  'categories' | 'category' | 'formatClass' | 'updateCycle' | 'itemCount' | 'abstract' | 'abstractUg' | 'items'
>;

function shownParts(content: EntryContent): Shown {
  const codes = [...(content.category === null ? [] : [content.category]), ...content.otherCategories];
  return {
    categories: [...new Set(codes.flatMap(withPrefixes))],
    category: content.category,
    formatClass: content.formatClass,
    updateCycle: content.updateCycle,
    itemCount: content.items.length,
    abstract: composed(content.abstract),
    abstractUg: composed(content.abstractUg),
    items: content.items
      .filter((item) => !isDenied(item, content))
      .map((item) => composed(item.fieldName === null ? item.nameZh : `${item.nameZh} ${item.fieldName}`)),
  };
}

const nothingShown: Shown = {
  categories: [],
  category: null,
  formatClass: null,
  updateCycle: null,
  itemCount: 0,
  abstract: '',
  abstractUg: '',
  items: [],
};

/** An entry with the revisions that count, the one in force and the one on its way, and the region whose authority is competent for it. */
export type EntryFile = {
  readonly entry: Entry;
  readonly live: Revision | null;
  readonly working: Revision | null;
  readonly authorityRegion: string | null;
  /** Its provider is no more: nothing new goes out in that one's name until another department has taken the entry over. */
  readonly isProviderEnded: boolean;
  /** What closed the entry or asks for it; null where it is open. */
  readonly status: StatusChange | null;
  /** Its place in the 共享目录; null where it was never listed. */
  readonly listing: Listing | null;
};
/** What search needs of a file: why an entry is closed is not searched, and where it is listed is read with the index. */
export type SearchedFile = Omit<EntryFile, 'status' | 'listing' | 'isProviderEnded'>;

/** Who finds the entry and who learns that a revision is on its way. */
function audiencesOf({ entry, working }: SearchedFile): Pick<SearchDocument, 'audience' | 'stageAudience' | 'stage'> {
  if (!isListed(entry)) return { audience: 'signed', stageAudience: null, stage: null };
  if (working === null) return { audience: 'everyone', stageAudience: null, stage: null };
  const { state: stage } = working;
  const few = audienceOf(working);
  return liveNoOf(entry) === null ? { audience: few, stageAudience: null, stage } : { audience: 'everyone', stageAudience: few, stage };
}

function searchedParts(texts: readonly string[]): Pick<SearchDocument, 'folded' | 'tokens'> {
  const present = texts.filter((text) => text !== '');
  return { folded: present.map(fold).join('\n'), tokens: [...new Set(present.flatMap((text) => [...tokensOf(text)]))] };
}

/** The document under which an entry is found; of a public entry always the version in force. */
export function searchDocumentOf(file: SearchedFile): SearchDocument {
  const { entry, live } = file;
  const { provider } = entry;
  const shown = live ?? file.working;
  if (shown === null) throw new Error(`entry ${entry.id} has no revision`);
  const { content } = shown;
  const parts = live?.content.shareType === 'denied' ? nothingShown : shownParts(content);
  const names = { name: composed(content.name), nameUg: composed(content.nameUg), code: resourceCodeOf(entry) ?? '' };
  const providerNames = [provider.name, ...provider.aliases].map(composed);
  return {
    entryId: entry.id,
    ...audiencesOf(file),
    state: entry.state,
    providerOrgId: provider.organisationId,
    regionCode: provider.regionCode.slice(0, 6),
    authorityRegion: file.authorityRegion,
    sample: provider.sample,
    shareType: content.shareType,
    ...parts,
    ...names,
    providerNames,
    version: versionOf(live),
    publishedOn: publishedOnOf(entry),
    readings: [names.name, ...providerNames, ...parts.items].map(readingOf),
    nameFolded: fold(names.name),
    ...searchedParts([names.name, names.nameUg, names.code, ...providerNames, ...parts.items, parts.abstract, parts.abstractUg]),
  };
}
