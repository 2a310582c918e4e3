import { mayUse, type Actor } from '#modules/identity';
import type { TemplateRecord } from './template-store.ts';

/** Who keeps the templates of a region. */
export const templatePower = 'sharing.coordinate';

/** Whether a post keeps the templates of a region. */
export function mayMaintain(actor: Actor, { regionCode }: Pick<TemplateRecord, 'regionCode'>): boolean {
  return mayUse(actor, templatePower, { regionCode, parties: [] }) === true;
}
