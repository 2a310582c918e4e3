import { expect, test } from 'vitest';
import { nameIn } from './name-in.ts';

const chinese = '吐鲁番市水利局';

test('a name is read in the reader’s language where it is known', () => {
  const names = { nameUg: 'تۇرپان شەھەرلىك سۇچىلىق ئىدارىسى', nameEn: 'Turpan Water Resources Bureau' };

  expect(nameIn('ug', chinese, names)).toEqual({ text: names.nameUg, language: 'ug' });
  expect(nameIn('en', chinese, names)).toEqual({ text: names.nameEn, language: 'en' });
  expect(nameIn('zh', chinese, names)).toEqual({ text: chinese, language: 'zh' });
});

test('where a name is missing the Chinese one stands, said to be Chinese and never another language’s', () => {
  expect(nameIn('ug', chinese, { nameUg: null, nameEn: 'Turpan Water Resources Bureau' })).toEqual({ text: chinese, language: 'zh' });
  expect(nameIn('en', chinese, undefined)).toEqual({ text: chinese, language: 'zh' });
});
