import * as contract from '@karez/contract/desk/mail';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';

import { chooseMailLanguage, confirmAddress, giveAddress, readMailbox, removeAddress } from './keep-mailbox.ts';
import { choosePace, readChoices } from './choose-pace.ts';
import { mailSettings } from './mail-config.ts';
import { countMails, lastAttempts } from './mail-store.ts';
import { mailsKeptDays } from './mail.ts';

export type MailRouteNeeds = Pick<Needs, 'clock' | 'newId' | 'config' | 'keys'>;

/** The HTTP door of mail: everyone keeps their own address; the operator sees how sending goes. */
export function mailRoutes(lent: MailRouteNeeds): readonly Served[] {
  const settings = mailSettings(lent.config);
  const needs = { ...lent, isConfigured: settings !== null };
  return [
    serve(contract.readMailbox, ({ actor, language, database }) => readMailbox({ ...needs, reader: database.reader }, { actor, language })),
    serve(contract.giveAddress, ({ actor, origin, body, database }) => giveAddress({ ...needs, database }, { actor, origin, ...body })),
    serve(contract.confirmAddress, ({ actor, origin, body, database }) =>
      confirmAddress({ ...needs, database }, { actor, origin, ...body }),
    ),
    serve(contract.removeAddress, ({ actor, origin, database }) => removeAddress({ ...needs, database }, { actor, origin })),
    serve(contract.chooseMailLanguage, ({ actor, body, database }) => chooseMailLanguage({ ...needs, database }, { actor, ...body })),
    serve(contract.readMailChoices, ({ actor, database }) => readChoices({ ...needs, reader: database.reader }, actor)),
    serve(contract.chooseMailPace, ({ actor, origin, params, body, database }) =>
      choosePace({ ...needs, database }, { actor, origin, ...params, ...body }),
    ),
    serve(contract.readMailService, async ({ database: { reader } }) => {
      const counts = await countMails(reader);
      const of = (state: Parameters<typeof counts.get>[0]): number => counts.get(state) ?? 0;
      return {
        isConfigured: settings !== null,
        host: settings?.host ?? null,
        sender: settings?.sender ?? null,
        counts: { waiting: of('waiting'), sent: of('sent'), refused: of('refused'), expired: of('expired'), dropped: of('dropped') },
        keptDays: mailsKeptDays,
        attempts: await lastAttempts(reader, contract.attemptsShownMax),
      };
    }),
  ];
}
