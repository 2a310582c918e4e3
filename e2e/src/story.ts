import type { City } from './city.ts';

/** What happened at one browser story: what the people of the demo city do, in their own words. */
export type Story = { readonly title: string; readonly tell: (city: City) => Promise<void> };

const told: Story[] = [];

/** Tells a story; its title carries the clauses of the plan that it shows. */
export function story(title: string, tell: Story['tell']): void {
  told.push({ title, tell });
}

/** Every story of the files that were imported so far. */
export function storiesTold(): readonly Story[] {
  return told;
}
