import { z } from 'zod';

/** 更新周期. */
export const updateCycles = [
  'realtime',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'half-yearly',
  'yearly',
  'irregular',
  'none',
  'other',
] as const;
export const updateCycleSchema = z.enum(updateCycles);
export type UpdateCycle = z.infer<typeof updateCycleSchema>;

/** No control characters (line breaks and tabs apart), no halves of surrogate pairs: such text cannot be stored or signed. */
function isPlainText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u.test(text);
}

/**
 * No character that turns the writing direction around: a name would be read as another than it is. The marks that Uyghur text may need beside
 * numbers (U+200E, U+200F, U+061C) stay allowed: they turn nothing around.
 */
function keepsDirection(text: string): boolean {
  return !/[\u202A-\u202E\u2066-\u2069]/u.test(text);
}

/** Text of a form field: trimmed, plain, between `min` and `max` characters. */
export const plainText = (max: number, min = 0) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine(isPlainText, 'catalog.control-characters')
    .refine(keepsDirection, 'catalog.direction-characters');
