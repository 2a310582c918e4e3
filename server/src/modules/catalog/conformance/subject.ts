import type { DenialBasis, EntryContent, Item } from '@karez/contract/catalog/content';
import type { FieldRefusal } from '@karez/kit/refusal';

type Fields = Omit<EntryContent, 'items' | 'conditions' | 'denialBasis'>;
export type ReviewedItem = Pick<Item, 'no' | 'nameZh' | 'dataType' | 'lengthBytes' | 'shareType' | 'sensitivity'>;
export type ReviewedCondition = {
  readonly kind: string;
  readonly articleId: string | null;
  readonly hasBasis: boolean;
  /** Kind and title of the instrument it rests on; null without a basis. */
  readonly basisKind: string | null;
  readonly title: string | null;
};
export type ReviewedBasis = Pick<DenialBasis, 'articleId' | 'kind' | 'title'> & {
  /** The item that is denied on it; null: the entry as a whole. */
  readonly itemNo: number | null;
};

/** An entry in force as the review sees it: its content, and what the rules must know beyond it. */
export type Subject = {
  readonly entryId: string;
  readonly revisionNo: number;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly regionCode: string;
  readonly fields: Fields;
  readonly items: readonly ReviewedItem[];
  readonly conditions: readonly ReviewedCondition[];
  readonly denialBasis: readonly ReviewedBasis[];
  /** Last day of a denial that was upheld for a time only. */
  readonly denialUntil: string | null;
  /** What an imported row said, in its own words. */
  readonly raw: Readonly<Record<string, string>>;
  readonly systemName: string | null;
  /** Another entry of the provider whose name differs by spaces, punctuation or digits at the end only. */
  readonly twinName: string | null;
  /** Those of the cited articles that are repealed. */
  readonly repealedArticles: readonly string[];
  /** Everything for which the version in force would be refused if it were submitted today. */
  readonly refusedToday: readonly FieldRefusal[];
  readonly today: string;
};
