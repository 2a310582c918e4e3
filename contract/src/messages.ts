import { english } from './messages/en.ts';
import { uyghur } from './messages/ug.ts';
import { chinese } from './messages/zh.ts';

/** Every text of the product by language: one flat table, keys start with the module's name. */
export const messages: Readonly<Record<'zh' | 'ug' | 'en', Readonly<Record<string, string>>>> = {
  zh: chinese,
  ug: uyghur,
  en: english,
};
