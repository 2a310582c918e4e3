import { dayIn } from '@karez/kit/clock';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Job } from '#platform/jobs';
import type { Needs } from '#platform/needs';

import { mailSettings } from './mail-config.ts';
import { forgetMailsBefore } from './mail-store.ts';
import { mailsKeptDays } from './mail.ts';
import { forgetDigestLinesBefore, forgetDigestsBefore } from './digest-store.ts';
import { toldSince } from './read-digest.ts';
import { placeDigests } from './place-digests.job.ts';
import { placeMails } from './place-mails.job.ts';
import type { ActorsOf } from './recipients.ts';
import { openMailSender } from './send-mail.ts';
import { sendMails } from './send-mails.job.ts';

const dayMs = 24 * HOUR_MS;
/** Mails that are handed in at a time. */
const MAIL_LANES = 2;

/** The background work of mail. Where no mail server is set, notices are passed over and the log says so once. */
export function mailJobs(
  needs: Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys' | 'log'> & { readonly actorsOf: ActorsOf },
): readonly Job[] {
  const settings = mailSettings(needs.config);
  const send = settings && openMailSender(settings);
  if (!settings) needs.log.info('no e-mail is sent: KAREZ_SMTP_HOST is not set', {});
  return [
    { id: 'desk.place-mails', when: { everyMs: SECOND_MS }, run: () => placeMails(needs, { isConfigured: settings !== null }) },
    {
      id: 'desk.place-digests',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        if (settings) await placeDigests(needs);
      },
    },
    {
      id: 'desk.send-mails',
      when: { everyMs: SECOND_MS, lanes: MAIL_LANES },
      run: async () => {
        if (settings && send) await sendMails({ ...needs, settings, send, chance: Math.random, steadyMs: () => performance.now() });
      },
    },
    {
      id: 'desk.forget-mails',
      when: { everyMs: HOUR_MS },
      run: () => forget(needs),
    },
  ];
}

/** What became of mails is kept for a while; what no letter of the day tells of any more goes sooner. */
function forget({ database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>): Promise<void> {
  const now = clock.now();
  const before = new Date(now.getTime() - mailsKeptDays * dayMs);
  return database.transaction(async (tx) => {
    await forgetMailsBefore(tx, before);
    await forgetDigestLinesBefore(tx, toldSince(now));
    await forgetDigestsBefore(tx, dayIn(config.KAREZ_TIME_ZONE, before));
  });
}
