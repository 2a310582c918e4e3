import type { Reader } from '#platform/database';
import { categories, type Category } from './category-store.ts';

/** The classification tree (类, 项, 目) in the order of its codes. */
export async function listCategories({ reader }: { readonly reader: Reader }): Promise<{ items: Category[] }> {
  return { items: await categories(reader) };
}
