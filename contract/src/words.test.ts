import { expect, test } from 'vitest';
import { isLanguage, languageFrom, withoutIsolates } from './wording.ts';
import { wordsIn } from './words.ts';

const uyghur = wordsIn('ug');

test('91-7.1.1: in Uyghur a name or a code stands apart from the words around it', () => {
  const said = uyghur.text('portal.labelled', { label: 'نامى', text: '市场监管局（吐鲁番）' });

  expect(said).toBe('\u2068نامى\u2069: \u2068市场监管局（吐鲁番）\u2069');
  expect(wordsIn('zh').text('portal.labelled', { label: '名称', text: '甲' })).toBe('名称：甲');
});

test('a parameter that chooses between texts is compared as it is, and one that is shown beside it is set apart', () => {
  expect(uyghur.text('catalog.todo.translation-review', { language: 'ug', count: 3, name: '企业登记' })).toBe(
    'ئۇيغۇرچە تەرجىمىنى تەكشۈرۈش (3 يەر): \u2068企业登记\u2069',
  );
  expect(uyghur.text('field.too-small', { origin: 'string', minimum: 5 })).toBe('ئەڭ ئاز 5 ھەرپ');
});

test('what is empty is not set apart, and a text in a text keeps its marks in pairs', () => {
  expect(uyghur.text('portal.labelled', { label: 'نامى', text: '' })).toBe('\u2068نامى\u2069: ');
  const inner = uyghur.text('portal.bracketed', { text: '甲', note: '乙' });
  expect(uyghur.text('portal.labelled', { label: 'نامى', text: inner })).toBe(
    '\u2068نامى\u2069: \u2068\u2068甲\u2069 (\u2068乙\u2069)\u2069',
  );
});

test('numbers of a Uyghur text are European digits', () => {
  const said = uyghur.text('portal.catalog.consent-quota-is', { perSecond: 5, perDay: 10_000 });
  expect(said).toMatch(/5 .*10[,.]?000/u);
});

test('the name of a file carries no invisible marks', () => {
  expect(withoutIsolates(uyghur.text('table.error-file', { name: '目录' }))).toBe('كىرگۈزۈلمىگەن قۇرلار-目录.xlsx');
});

test('the language of a request is the first known one, Chinese where there is none', () => {
  expect(languageFrom('fr, ug;q=0.9, zh')).toBe('ug');
  expect(languageFrom('de')).toBe('zh');
  expect([isLanguage('ug'), isLanguage('fr'), isLanguage(null)]).toEqual([true, false, false]);
});
