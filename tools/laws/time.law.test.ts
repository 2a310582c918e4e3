import { Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { advice, isTest, isTestSupport, sourceFiles } from './repository.ts';
import { scan } from './source-scan.ts';
import type { Source } from './source-scan.ts';

const rules = sourceFiles().filter(
  (path) => /^(?:policy\/src|server\/src\/modules)\//u.test(path) && !isTest(path) && !isTestSupport(path),
);
const chance = /^(?:Date\.now|Math\.random|crypto\.randomUUID|randomUUID)$/u;

/** Lines on which a program asks the machine for the time or for chance, instead of being told. */
function asksTheMachine(source: Source): number[] {
  const lines: number[] = [];
  new Visitor({
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0)
        lines.push(source.lineOf(node.start));
    },
    CallExpression(node) {
      if (chance.test(source.text.slice(node.callee.start, node.callee.end))) lines.push(source.lineOf(node.start));
    },
  }).visit(source.parsed.program);
  return lines;
}

test('rules are told the time and take ids from outside, so that a case can be replayed', () => {
  expect(rules.length).toBeGreaterThan(20);
  const asking = rules.flatMap((path) =>
    asksTheMachine(scan(path)).map((line) => advice(path, line, 'asks the machine; take clock or newId as an argument.')),
  );
  expect(asking).toEqual([]);
});

test('no test sleeps', () => {
  const tests = sourceFiles().filter((path) => /\.(?:db|api)\.test\.ts$|(?<!\.(?:law|e2e))\.test\.tsx?$/u.test(path));
  expect(tests.length).toBeGreaterThan(10);
  const sleeping = tests.flatMap((path) =>
    scan(path)
      .text.split('\n')
      .flatMap((line, index) =>
        /\bsetTimeout\(\s*(?:resolve|done|r)\b|\bsleep\(|await (?:setTimeout|delay)\(/u.test(line)
          ? advice(path, index + 1, 'sleeps; move the injected clock, or wait for the event itself.')
          : [],
      ),
  );
  expect(sleeping).toEqual([]);
});
