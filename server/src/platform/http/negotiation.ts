type Range = { readonly type: string; readonly weight: number };

/** How closely a media range names a type: exactly, by its first half, not at all but every type, or not. */
function closeness(range: string, type: string): number {
  if (range === type) return 3;
  if (range === `${type.split('/')[0]}/*`) return 2;
  return range === '*/*' ? 1 : 0;
}

function rangesOf(accept: string): Range[] {
  return accept.split(',').flatMap((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (type === '') return [];
    const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '') ?? '1';
    return [{ type, weight: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0 }];
  });
}

/**
 * The offered media type that an `Accept` header (RFC 9110 12.5.1) asks for most: of the ranges that name a type the closest counts, and equal
 * weights go by the order of the offer. The first where there is no header; undefined where none is acceptable. Parameters but `q` are not compared.
 */
export function acceptedType<T extends string>(accept: string | null, offered: readonly T[]): T | undefined {
  if (accept === null || accept.trim() === '') return offered[0];
  const ranges = rangesOf(accept);
  const weightOf = (type: string): number =>
    ranges.reduce(
      (best, range) => {
        const close = closeness(range.type, type);
        return close > best.close ? { close, weight: range.weight } : best;
      },
      { close: 0, weight: 0 },
    ).weight;
  const weighed = offered.map((type) => ({ type, weight: weightOf(type) })).filter(({ weight }) => weight > 0);
  return weighed.toSorted((a, b) => b.weight - a.weight)[0]?.type;
}
