/** One environment variable: how its text becomes a value, and what the reference page says of it. */
export type Variable<T> = {
  readonly parse: (text: string) => T;
  readonly fallback: T | undefined;
  readonly meaning: string;
  readonly secret: boolean;
};
export type Specification = Readonly<Record<string, Variable<unknown>>>;
export type Values<S extends Specification> = { readonly [K in keyof S]: S[K] extends Variable<infer T> ? T : never };

type About<T> = { meaning: string; fallback?: T; secret?: boolean };

function variable<T>(parse: (text: string) => T, about: About<T>): Variable<T> {
  return { parse, fallback: about.fallback, meaning: about.meaning, secret: about.secret ?? false };
}

/** A text that is not empty. */
export function text(about: About<string>): Variable<string> {
  return variable((value) => {
    if (value.trim() === '') throw new Error('must not be empty');
    return value;
  }, about);
}

/** A whole number inside bounds (both included). */
export function wholeNumber(about: About<number> & { min: number; max: number }): Variable<number> {
  return variable((value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < about.min || number > about.max)
      throw new Error(`must be a whole number from ${about.min} to ${about.max}`);
    return number;
  }, about);
}

/** One of some words. */
export function oneOf<const T extends string>(words: readonly T[], about: About<T>): Variable<T> {
  return variable((value) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new Error(`must be one of ${words.join(', ')}`);
    return found;
  }, about);
}

/** `1` or `0`. */
export function yesOrNo(about: About<boolean>): Variable<boolean> {
  return variable((value) => {
    if (value !== '1' && value !== '0') throw new Error('must be 1 or 0');
    return value === '1';
  }, about);
}

/** Comma-separated texts; empty gives none. */
export function list(about: About<readonly string[]>): Variable<readonly string[]> {
  return variable(
    (value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    about,
  );
}

/** Every problem of the environment at once, one sentence each. */
export class ConfigurationProblems extends Error {
  override readonly name = 'ConfigurationProblems';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the configuration has ${problems.length} problem(s):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads the variables of a specification out of an environment. Throws {@link ConfigurationProblems} with all problems,
 * unknown variables that begin with `prefix` among them. Never repeats the value of a secret.
 */
export function readEnvironment<S extends Specification>(
  specification: S,
  environment: Readonly<Record<string, string | undefined>>,
  prefix: string,
): Values<S> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, known] of Object.entries(specification)) {
    const read = readOne(name, known, environment[name]);
    if ('problem' in read) problems.push(read.problem);
    else values[name] = read.value;
  }
  for (const name of Object.keys(environment)) {
    if (name.startsWith(prefix) && !Object.hasOwn(specification, name)) problems.push(`${name} is not a variable of this program`);
  }
  if (problems.length > 0) throw new ConfigurationProblems(problems);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name was filled with its own parser's result or fallback
  return values as Values<S>;
}

function readOne(name: string, known: Variable<unknown>, raw: string | undefined): { value: unknown } | { problem: string } {
  if (raw === undefined)
    return known.fallback === undefined ? { problem: `${name} is missing: ${known.meaning}` } : { value: known.fallback };
  try {
    return { value: known.parse(raw) };
  } catch (error) {
    const shown = known.secret ? '' : ` (it is "${raw.slice(0, 80)}")`;
    return { problem: `${name} ${error instanceof Error ? error.message : String(error)}${shown}` };
  }
}
