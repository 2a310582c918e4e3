import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { MailSettings } from './mail-config.ts';
import type { Outcome } from './mail.ts';

/** A mail as it leaves. */
export type Letter = {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The page on which its reader chooses not to get such mails; null for what nobody can put off. */
  readonly unsubscribe: string | null;
};

/** What the server said: never its text, which may name the address. */
export type Said = {
  readonly outcome: Outcome;
  readonly replyCode: number | null;
  readonly trouble: string | null;
  /** The server knows no such recipient: the address is not to be used again. */
  readonly isRecipientUnknown: boolean;
};
export type SendMail = (letter: Letter) => Promise<Said>;

const connectionTimeoutMs = 10_000;
const silenceTimeoutMs = 30_000;

/**
 * Hands letters to the mail server, one connection each. TLS with a certificate that is trusted for the server's name, or nothing is said.
 * Letters come from no file and no address: the library may open neither.
 */
export function openMailSender(settings: MailSettings): SendMail {
  const { host, port, isTlsFromStart, trusted, account, sender } = settings;
  const transport = createTransport({
    host,
    port,
    secure: isTlsFromStart,
    requireTLS: !isTlsFromStart,
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(trusted === null ? {} : { ca: trusted }) },
    ...(account === null ? {} : { auth: { user: account.user, pass: account.password } }),
    connectionTimeout: connectionTimeoutMs,
    greetingTimeout: silenceTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ messageId, to, subject, text, html, unsubscribe }) => {
    try {
      await transport.sendMail({
        messageId,
        from: { name: '', address: sender },
        to: { name: '', address: to },
        envelope: { from: sender, to },
        subject,
        text,
        html,
        textEncoding: 'base64',
        headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribe === null ? {} : { 'List-Unsubscribe': `<${unsubscribe}>` }) },
      });
      return { outcome: 'accepted', replyCode: 250, trouble: null, isRecipientUnknown: false };
    } catch (error) {
      return saidBy(error);
    }
  };
}

/** Only these say something of the mail itself; a greeting, a sign-in or TLS that fails is trouble of the server. */
const aboutTheMail: ReadonlySet<string> = new Set(['RCPT TO', 'DATA']);

/**
 * Judges an answer. A 5.7.x at the recipient (“relaying denied”) is a matter of policy between the two servers, not of the address: it must
 * not cost people their confirmed addresses.
 */
export function saidBy(error: unknown): Said {
  const { code, responseCode: replyCode, command, response } = factsOf(error);
  const isPolicy = command === 'RCPT TO' && /^5\d\d[ -]5\.7\./u.test(response);
  const isOfTheMail = replyCode !== null && replyCode !== 421 && !isPolicy && (aboutTheMail.has(command) || code === 'EMESSAGE');
  const trouble = /^[A-Z\d]{3,20}$/u.test(code) ? code : 'UNKNOWN';
  if (!isOfTheMail) return { outcome: 'server-trouble', replyCode, trouble, isRecipientUnknown: false };
  if (replyCode < 500 || replyCode === 503) return { outcome: 'deferred', replyCode, trouble: null, isRecipientUnknown: false };
  return { outcome: 'refused', replyCode, trouble: null, isRecipientUnknown: command === 'RCPT TO' };
}

/** What the library says of a failure beside its words; whatever it leaves out stands as nothing. */
const factsSchema = z.object({
  code: z.string().catch(''),
  command: z.string().catch(''),
  response: z.string().catch(''),
  responseCode: z.int().min(200).max(599).nullable().catch(null),
});

function factsOf(error: unknown): z.infer<typeof factsSchema> {
  return factsSchema.parse(error instanceof Error ? error : {});
}
