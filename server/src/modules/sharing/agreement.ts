import type { agreementSchema, signatureSchema } from '@karez/contract/sharing/schemas';
import { canonicalJson } from '@karez/kit/canonical-json';
import { sm3 } from '@karez/kit/crypto/sm3';
import type { z } from 'zod';
import type { ApplicationRecord } from './application-store.ts';
import { conditionsUnder, rowFilterNow } from './backflow/backflow.ts';
import type { RequestableEntry } from './requestable.ts';

export type Agreement = z.infer<typeof agreementSchema>;
export type AgreementTerms = Agreement['terms'];
export type AgreementItem = AgreementTerms['items'][number];
export type Signature = z.infer<typeof signatureSchema>;

type Side = { readonly name: string; readonly uscc: string };
type Reply = {
  readonly items: readonly { no: number; mask: AgreementItem['mask'] }[];
  readonly conditions: string;
  readonly validTo: string;
};

/** Words of the agreement that the message files give in Chinese, the language of record. */
export type AgreementWords = { readonly purpose: string; readonly mode: string; readonly disposal: string };

/**
 * The terms that both sides sign: 应用业务, 使用对象, 所需信息, 共享模式, 截止时间 (91-5.1), with purpose, conditions, security and disposal
 * (809-25, 809-27). Items that the reply leaves out are not in it.
 */
export function termsOf(
  application: ApplicationRecord,
  of: { entry: RequestableEntry; requester: Side; reply: Reply; words: AgreementWords },
): AgreementTerms {
  const { entry, requester, reply, words } = of;
  const { content } = application;
  const rowFilter = rowFilterNow(content, entry);
  const conditions = [conditionsUnder(content, entry).text, reply.conditions];
  const items = reply.items.flatMap(({ no, mask }) => {
    const item = entry.items.find((candidate) => candidate.no === no);
    return item?.fieldName ? [{ no, nameZh: item.nameZh, fieldName: item.fieldName, mask }] : [];
  });
  return {
    entryCode: entry.code,
    entryName: entry.name,
    entryVersion: entry.version,
    requester: requester.name,
    requesterUscc: requester.uscc,
    provider: entry.provider.name,
    providerUscc: entry.provider.uscc,
    businessApplication: content.useScenario,
    userScope: content.useScope.users,
    items,
    ...(rowFilter ? { rowFilter } : {}),
    sharingMode: words.mode,
    validFrom: content.validFrom ?? '',
    validTo: reply.validTo,
    purpose: words.purpose,
    matter: content.matter ? `${content.matter.name} (${content.matter.code})` : '',
    conditions: conditions.filter((text) => text !== '').join('\n'),
    security: content.securityMeasures,
    disposal: words.disposal,
  };
}

/** Digest that a signature stands under: SM3 over the RFC 8785 form of what is signed, hexadecimal. */
export function digestOf(signed: unknown): string {
  return sm3(Buffer.from(canonicalJson(signed), 'utf8')).toString('hex');
}
