import { denialBasisSchema, type DenialBasis, type ItemDenial } from '@karez/contract/catalog/content';
import { nameKey } from '#platform/tables/cell-text';
import { termsFrom } from '../workbook/terms.ts';
import spellings from './denial-spellings.json' with { type: 'json' };

const deniedWords: ReadonlySet<string> = new Set(spellings.denied.map(nameKey));

/** 《title》, number and article as old catalogues cite them within a sentence. */
const citation =
  /《(?<title>[^《》]{2,200})》\s*(?:[((](?<docNo>[^()()]{2,100})[))])?\s*(?<article>第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十\d]+)?(?:第[〇零一二三四五六七八九十\d]+[款项])?)?/gu;

/** The kind of instrument that a title says it is, by its words; what says nothing is a document of policy. */
function kindOf(title: string): DenialBasis['kind'] {
  const found = spellings.kinds.find(({ pattern }) => new RegExp(pattern, 'u').test(title));
  if (found === undefined) return 'policy-document';
  const { success, data } = denialBasisSchema.shape.kind.safeParse(found.kind);
  return success ? data : 'policy-document';
}

/** Bases that one denial may have. */
const basesMax = 5;

/** What a free sentence cites, taken as it is: the sentence itself stands for the words of the article until the department writes them. */
function citedIn(sentence: string): DenialBasis[] {
  const cited: DenialBasis[] = [];
  for (const { groups } of sentence.matchAll(citation)) {
    if (cited.length === basesMax) break;
    const { title = '', docNo = '', article = '' } = groups ?? {};
    const basis = denialBasisSchema.safeParse({
      articleId: null,
      kind: kindOf(title),
      title,
      docNo: docNo || spellings.unstated,
      article: article || spellings.unstated,
      quotation: sentence.slice(0, 2000),
      effectiveOn: null,
      url: null,
    });
    if (basis.success) cited.push(basis.data);
  }
  return cited;
}

const nothing = { conditions: [], denialReason: '', denialBasis: [] };

/**
 * What a row of an old catalogue says of a denial, taken as it is (809-14): null where it does not say 不予共享. Nothing of it counts as declared
 * or verified; a basis of a kind that law no longer allows is marked for reassessment.
 */
export function statedDenial({ shareType, terms }: { shareType: string; terms: string }): ItemDenial | null {
  if (!deniedWords.has(nameKey(shareType))) return null;
  const read = termsFrom(terms, nothing, { isDenied: true });
  const basis = read.denialBasis.length > 0 ? read.denialBasis : read.denialReason.split('\n').flatMap(citedIn);
  return { reason: read.denialReason.slice(0, 1000), basis: basis.slice(0, basesMax) };
}
