const z = 1.959964;
const rounded = (value: number): number => Number(value.toFixed(3));

/** A share with its 95 % interval by Wilson's score. */
export function wilson(hits: number, all: number): { share: number; from: number; to: number } {
  if (all === 0) return { share: 0, from: 0, to: 1 };
  const share = hits / all;
  const middle = share + (z * z) / (2 * all);
  const reach = z * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  const whole = 1 + (z * z) / all;
  return { share: rounded(share), from: rounded((middle - reach) / whole), to: rounded((middle + reach) / whole) };
}
