import { expect, test } from 'vitest';
import { filesUnder } from './repository.ts';
import { scan } from './source-scan.ts';

const valuesMax = 12;

test(`no front door gives more than ${valuesMax} values`, () => {
  const doors = filesUnder('server/src/modules').filter((path) => /^server\/src\/modules\/[^/]+\/index\.ts$/u.test(path));
  expect(doors.length).toBeGreaterThan(0);
  const wide = doors.flatMap((path) => {
    const entries = scan(path).parsed.module.staticExports.flatMap((found) => found.entries);
    const values = entries.filter((entry) => !entry.isType).length;
    return values > valuesMax
      ? [`${path} gives ${values} values of at most ${valuesMax}; others should ask one question where they now ask several.`]
      : [];
  });
  expect(wide).toEqual([]);
});

test('nothing below a front door is a barrel', () => {
  const inner = filesUnder('server/src/modules').filter((path) => /^server\/src\/modules\/[^/]+\/.+\/index\.ts$/u.test(path));
  const stars = filesUnder('server/src')
    .concat(filesUnder('kit/src'), filesUnder('policy/src'), filesUnder('contract/src'))
    .filter((path) => path.endsWith('.ts'))
    .filter((path) => /^export \* from/mu.test(scan(path).text));
  expect(inner.map((path) => `${path}: import the file itself.`)).toEqual([]);
  expect(stars.map((path) => `${path}: name what is given, no "export *".`)).toEqual([]);
});
