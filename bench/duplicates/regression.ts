/** What was measured of a pair, and whether both sides speak of the same. */
export type Sample = { readonly measured: readonly number[]; readonly target: 0 | 1 };
export type Fitted = { readonly bias: number; readonly weights: readonly number[] };

const ROUNDS = 25;

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

/** The rows of a system of equations brought to a triangle, with the largest pivot each time. */
function triangular(matrix: readonly (readonly number[])[], right: readonly number[]): number[][] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  for (let column = 0; column < rows.length; column += 1) {
    const [pivot] = rows.slice(column).toSorted((a, b) => Math.abs(b[column] ?? 0) - Math.abs(a[column] ?? 0));
    if (!pivot) break;
    rows.splice(column, 0, ...rows.splice(rows.indexOf(pivot), 1));
    for (const below of rows.slice(column + 1)) {
      const factor = (below[column] ?? 0) / (pivot[column] ?? 1);
      for (let at = column; at < below.length; at += 1) below[at] = (below[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  return rows;
}

/** Solves `matrix · x = right`. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = triangular(matrix, right);
  const x = rows.map(() => 0);
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at] ?? [];
    x[at] = ((row[rows.length] ?? 0) - dot(x, row.slice(0, rows.length))) / (row[at] ?? 1);
  }
  return x;
}

const likely = (sum: number): number => 1 / (1 + Math.exp(-sum));

type Scaled = { readonly values: readonly number[]; readonly target: 0 | 1 };

/** One step of Newton's method for the weights (the bias first) with a penalty on all but the bias. */
function stepped(weights: readonly number[], samples: readonly Scaled[], penalty: number): number[] {
  const size = weights.length;
  const pull = weights.map((weight, at) => (at === 0 ? 0 : -penalty * samples.length * weight));
  const bend = weights.map((_, at) => Array.from({ length: size }, (__, of) => (at === of && at > 0 ? penalty * samples.length : 0)));
  for (const { values, target } of samples) {
    const chance = likely(dot(values, weights));
    const spread = Math.max(1e-6, chance * (1 - chance));
    values.forEach((value, at) => {
      pull[at] = (pull[at] ?? 0) + (target - chance) * value;
      const row = bend[at] ?? [];
      values.forEach((other, of) => {
        row[of] = (row[of] ?? 0) + spread * value * other;
      });
    });
  }
  const step = solved(bend, pull);
  return weights.map((weight, at) => weight + (step[at] ?? 0));
}

/** Logistic regression over values brought to one scale, with a quadratic penalty; the same samples give the same weights. */
export function fitted(samples: readonly Sample[], penalty: number): Fitted {
  const size = samples[0]?.measured.length ?? 0;
  const columns = Array.from({ length: size }, (_, at) => samples.map(({ measured }) => measured[at] ?? 0));
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const scales = columns.map(
    (column, at) => Math.sqrt(column.reduce((sum, value) => sum + (value - (means[at] ?? 0)) ** 2, 0) / column.length) || 1,
  );
  const scaled = samples.map(({ measured, target }) => ({
    target,
    values: [1, ...measured.map((value, at) => (value - (means[at] ?? 0)) / (scales[at] ?? 1))],
  }));
  let weights = Array.from({ length: size + 1 }, () => 0);
  for (let round = 0; round < ROUNDS; round += 1) weights = stepped(weights, scaled, penalty);
  const unscaled = weights.slice(1).map((weight, at) => weight / (scales[at] ?? 1));
  return { weights: unscaled, bias: (weights[0] ?? 0) - dot(unscaled, means) };
}

export const scoreOf = ({ bias, weights }: Fitted, measured: readonly number[]): number => likely(bias + dot(weights, measured));
