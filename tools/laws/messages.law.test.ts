import { IntlMessageFormat } from 'intl-messageformat';
import { Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { contractTables, messageFiles, messageTable } from './contract-tables.ts';
import { advice, isTest, isTestSupport, readText, sourceFiles } from './repository.ts';
import { scan } from './source-scan.ts';

const tables = { zh: messageTable('zh'), ug: messageTable('ug'), en: messageTable('en') };
const { zh } = tables;
/** The languages that follow the Chinese. */
const others = [['ug', tables.ug] as const, ['en', tables.en] as const];

/** Names of the parameters of a message, sorted; throws on a message that does not parse. */
function parametersOf(message: string): string[] {
  return [
    ...new Set(
      [
        ...JSON.stringify(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()).matchAll(
          /"type":[1-6],"value":"([^"]+)"/gu,
        ),
      ].map((match) => match[1] ?? ''),
    ),
  ].toSorted();
}

test('Chinese, Uyghur and English have the same files and the same keys', () => {
  expect(zh.size).toBeGreaterThan(20);
  const missing = others.flatMap(([language, table]) => [
    ...[...messageFiles('zh').keys()]
      .filter((file) => !messageFiles(language).has(file))
      .map((file) => `contract/messages/${language} lacks ${file}`),
    ...[...zh.keys()].filter((key) => !table.has(key)).map((key) => `contract/messages/${language} lacks ${key}`),
    ...[...table.keys()].filter((key) => !zh.has(key)).map((key) => `contract/messages/zh lacks ${key}`),
  ]);
  expect(missing).toEqual([]);
});

test('Uyghur is written in Uyghur: Chinese stands in it only as a citation that is set apart', () => {
  const mixed = [...tables.ug].filter(([, text]) => /[\u3400-\u9fff]/u.test(text.replaceAll(/\u2068[^\u2069]*\u2069/gu, '')));
  expect(mixed.map(([key, text]) => `contract/messages/ug: ${key} is not translated (${text}).`)).toEqual([]);
});

test('every text is a well-formed message', () => {
  const broken = [['zh', zh] as const, ...others].flatMap(([language, table]) =>
    [...table].flatMap(([key, message]) => {
      const complaint = complaintAbout(message);
      return complaint === undefined ? [] : [`contract/messages/${language}: ${key} does not parse (${complaint}).`];
    }),
  );
  expect(broken).toEqual([]);
});

function complaintAbout(message: string): string | undefined {
  try {
    parametersOf(message);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('no key stands twice', () => {
  const keys = [...messageFiles('zh').values()].flatMap((file) => [...file.keys()]);
  const textual = [...messageFiles('zh').keys()].flatMap((file) =>
    [...readText(`contract/messages/zh/${file}`).matchAll(/^\s*"([^"]+)":/gmu)].map((match) => match[1] ?? ''),
  );
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(textual.filter((key, index) => textual.indexOf(key) !== index)).toEqual([]);
});

test('all languages take the same parameters, and no text is empty', () => {
  const different = others.flatMap(([language, table]) =>
    [...zh].flatMap(([key, chinese]) => {
      const told = table.get(key) ?? '';
      if (complaintAbout(chinese) ?? complaintAbout(told)) return [];
      const [left, right] = [parametersOf(chinese).join(', '), parametersOf(told).join(', ')];
      if (chinese.trim() === '' || told.trim() === '') return [`contract/messages: ${key} is empty.`];
      return left === right ? [] : [`${key}: zh takes {${left}}, ${language} {${right}}.`];
    }),
  );
  expect(different).toEqual([]);
  expect(parametersOf('{count, plural, one {# row} other {# rows}} of {name}')).toEqual(['count', 'name']);
});

test('every declared refusal has words in every language', async () => {
  const { refusals } = await contractTables();
  expect(refusals.length).toBeGreaterThan(20);
  const mute = refusals.flatMap(({ file, code }) =>
    (['zh', 'ug', 'en'] as const)
      .filter((language) => !tables[language].has(`refusal.${code}`))
      .map((language) => `${file}: refusal.${code} has no words in contract/messages/${language}.`),
  );
  expect(mute).toEqual([]);
});

const rules = sourceFiles().filter((path) => /^(?:policy|server)\/src\//u.test(path) && !isTest(path) && !isTestSupport(path));

test('every refusal that the code gives is declared in the contract', async () => {
  const declared = new Set((await contractTables()).refusals.map(({ code }) => code));
  const given = rules.flatMap((path) => refusedCodes(path));
  expect(given.length, 'the law sees refusals').toBeGreaterThan(5);
  const unknown = given.filter(({ code }) => !declared.has(code));
  expect(
    unknown.map(({ path, line, code }) =>
      advice(path, line, `refuses with ${code}, which no refusals({ … }) table of contract/src declares.`),
    ),
  ).toEqual([]);
});

test('every route names declared refusals only', async () => {
  const { routes, refusals } = await contractTables();
  expect(routes.length).toBeGreaterThan(20);
  const declared = new Set(refusals.map(({ code }) => code));
  expect(
    routes.flatMap(({ file, route }) =>
      route.refusals.filter((code) => !declared.has(code)).map((code) => `${file}: ${route.id} names ${code}, which is not declared.`),
    ),
  ).toEqual([]);
});

test('every wrong place has words', () => {
  const given = rules.flatMap((path) => fieldCodes(path));
  const mute = given.filter(({ code }) => !zh.has(`field.${code}`));
  expect(mute.map(({ path, line, code }) => advice(path, line, `field.${code} has no words in contract/messages.`))).toEqual([]);
});

type Given = { readonly path: string; readonly line: number; readonly code: string };

function refusedCodes(path: string): Given[] {
  const source = scan(path);
  const found: Given[] = [];
  new Visitor({
    CallExpression(node) {
      const first = node.arguments[0];
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'refuse') return;
      if (first?.type === 'Literal' && typeof first.value === 'string')
        found.push({ path, line: source.lineOf(node.start), code: first.value });
    },
  }).visit(source.parsed.program);
  return found;
}

function fieldCodes(path: string): Given[] {
  const source = scan(path);
  const found: Given[] = [];
  new Visitor({
    ObjectExpression(node) {
      const values = new Map(
        node.properties.flatMap((property) =>
          property.type === 'Property' && property.key.type === 'Identifier' ? [[property.key.name, property.value] as const] : [],
        ),
      );
      const code = values.get('code');
      if (!values.has('path') || !values.has('params') || code?.type !== 'Literal' || typeof code.value !== 'string') return;
      found.push({ path, line: source.lineOf(node.start), code: code.value });
    },
  }).visit(source.parsed.program);
  return found;
}
