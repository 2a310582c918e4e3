import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerError } from 'smtp-server';

/** A certificate for the name localhost that signs itself, and its key: good for tests only, and trusted by nobody who was not told to. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2mksRDA+Om8evSXl
wmqumd8TvcZKvHvBWpv+fx1m0BWhRANCAARj4s3vX7Y63UIPS3SwfdMdl1OqcC0+
4Td1/BTrXboDcQfL0xuc8UIEY56zRgSYBDSXlQU0FinFttnClMTPcgEH
-----END PRIVATE KEY-----
`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBpjCCAUugAwIBAgIUB6EWyeRk9wGletEBCosbCWg11OUwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzE0MDczM1oYDzIxMjYxMDMw
MTQwNzMzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARj4s3vX7Y63UIPS3SwfdMdl1OqcC0+4Td1/BTrXboDcQfL0xuc8UIE
Y56zRgSYBDSXlQU0FinFttnClMTPcgEHo3kwdzAdBgNVHQ4EFgQUYLAPuZAuFpjd
xwhEcLqDIPdufEkwHwYDVR0jBBgwFoAUYLAPuZAuFpjdxwhEcLqDIPdufEkwFAYD
VR0RBA0wC4IJbG9jYWxob3N0MA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQD
AgKEMAoGCCqGSM49BAMCA0kAMEYCIQCCuw1aPkAXNN8dWvzxkXwCEN6lzhGPCPYE
AVMJqSQdbAIhAMxhtngBy22kEqvoFnWFLkntT1RR7JtVs7OK36quihMM
-----END CERTIFICATE-----
`;

/** A mail as the server got it, with its parts readable. */
export type Got = {
  readonly from: string;
  readonly to: readonly string[];
  readonly isSecret: boolean;
  readonly user: string | null;
  readonly raw: string;
  readonly headers: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** Answers of the server that a test may set: to a recipient, or to the mail's content; 0 takes it. */
type Answers = { recipient: number; content: number; words: string };
export type TestMailServer = {
  readonly got: Got[];
  readonly answers: Answers;
  /** Connections that were made at all. */
  connections: number;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

const account = { user: 'karez', password: 'well-water' };

function refusal(code: number, words: string): SMTPServerError {
  const error: SMTPServerError = new Error(words);
  error.responseCode = code;
  return error;
}

/** A real mail server on this machine: STARTTLS, an account, and everything that it got. */
export async function openMailServer({ hasTls = true } = {}): Promise<TestMailServer> {
  const got: Got[] = [];
  const answers: Answers = { recipient: 0, content: 0, words: '' };
  const counts = { connections: 0 };
  const server = new SMTPServer({
    key,
    cert,
    disabledCommands: hasTls ? [] : ['STARTTLS'],
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    onConnect: (_session, callback) => {
      counts.connections += 1;
      callback();
    },
    onAuth: (auth, _session, callback) => {
      if (auth.username === account.user && auth.password === account.password) callback(null, { user: account.user });
      else callback(refusal(535, 'no such account'));
    },
    onRcptTo: (_address, _session, callback) => callback(answers.recipient === 0 ? null : refusal(answers.recipient, answers.words)),
    onData: (stream, session, callback) => {
      void text(stream).then((raw) => {
        if (answers.content !== 0) return callback(refusal(answers.content, answers.words));
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        got.push({
          from,
          to: rcptTo.map(({ address }) => address),
          isSecret: session.secure,
          user: String(session.user ?? ''),
          ...readMail(raw),
        });
        return callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const folder = mkdtempSync(path.join(tmpdir(), 'karez-mail-'));
  const trusted = path.join(folder, 'trusted.pem');
  writeFileSync(trusted, cert);
  return {
    got,
    answers,
    get connections() {
      return counts.connections;
    },
    port,
    settings: {
      KAREZ_SMTP_HOST: 'localhost',
      KAREZ_SMTP_PORT: String(port),
      KAREZ_SMTP_CA_FILE: trusted,
      KAREZ_SMTP_ACCOUNT: account.user,
      KAREZ_SMTP_PASSWORD: account.password,
      KAREZ_SMTP_SENDER: 'notices@karez.example',
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readMail(raw: string): Omit<Got, 'from' | 'to' | 'isSecret' | 'user'> {
  const [head = ''] = raw.split('\r\n\r\n');
  const headers = head.replaceAll(/\r\n[ \t]+/gu, ' ');
  const headerOf = (name: string): string => new RegExp(`^${name}: (.*)$`, 'imu').exec(headers)?.[1]?.trim() ?? '';
  const partOf = (type: string): string => {
    const part = raw.split(/\r\n--/u).find((piece) => piece.includes(`Content-Type: ${type}`)) ?? '';
    const [, body = ''] = part.split('\r\n\r\n');
    return Buffer.from(part.slice(part.indexOf('\r\n\r\n') + 4) || body, 'base64').toString('utf8');
  };
  const subject = headerOf('Subject')
    .replaceAll(/\?= =\?/gu, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/giu, (_all, kind: string, body: string) => word(kind, body));
  return { raw, headers, messageId: headerOf('Message-ID'), subject, text: partOf('text/plain'), html: partOf('text/html') };
}

function word(kind: string, body: string): string {
  if (kind.toUpperCase() === 'B') return Buffer.from(body, 'base64').toString('utf8');
  const bytes = body
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9A-F]{2})/giu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
