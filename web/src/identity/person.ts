import type { listPeople, readOrganisation } from '@karez/contract/identity';
import type { AnswerOf } from '@karez/contract/route';

export type Person = AnswerOf<typeof listPeople>['items'][number];
export type Organisation = AnswerOf<typeof readOrganisation>;
/** A first password that was just given, and to whom. */
export type Given = { readonly account: string; readonly password: string };
