/**
 * The words that a question is made of: 公共汽车线路 asks for 公共汽车 and 线路. Word segmentation finds only about half of what a catalogue holds
 * (0.54 of substrings, docs/decisions/0007), so it only widens what the whole words have found too little of; nothing depends on it.
 */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const han = /\p{Script=Han}/u;
/** Parts of one question that are looked for. */
export const PARTS_MAX = 8;

/** Parts, and whether they hold everything that the question says. */
export type Parts = { readonly parts: readonly string[]; readonly isWhole: boolean };

/**
 * The parts of a question's words. Single characters that stand together are one part, since a dictionary does not know every word (开 + 锁); one that
 * stands alone says too little and is left out.
 */
export function partsOf(words: readonly string[]): Parts {
  const all = [...new Set(words.flatMap(partsOfWord))];
  const parts = all.filter((part) => words.includes(part) || Array.from(part).length > 1).slice(0, PARTS_MAX);
  return { parts, isWhole: parts.length === all.length };
}

function partsOfWord(word: string): string[] {
  if (!han.test(word)) return [word];
  const parts: string[] = [];
  let isJoining = false;
  for (const { segment } of segmenter.segment(word)) {
    if (!/[\p{L}\p{N}]/u.test(segment)) continue;
    const isSingle = Array.from(segment).length === 1;
    if (isSingle && isJoining) parts.push((parts.pop() ?? '') + segment);
    else parts.push(segment);
    isJoining = isSingle;
  }
  return parts;
}
