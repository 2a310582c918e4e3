import { readFileSync } from 'node:fs';
import { ConfigurationProblems } from '@karez/kit/config/environment';
import type { Config } from '#platform/config';

/** Where and as whom mails are handed in. There is no way to send without TLS. */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS, without which nothing is said. */
  readonly isTlsFromStart: boolean;
  /** Certificates that are trusted instead of the public ones. */
  readonly trusted: string | null;
  readonly account: { readonly user: string; readonly password: string } | null;
  readonly sender: string;
};

/** The settings of an installation, or null where it sends no e-mail. Throws with every problem at once, and never says a secret. */
export function mailSettings(config: Config): MailSettings | null {
  if (config.KAREZ_SMTP_HOST === '') return null;
  const problems: string[] = [];
  if (!/^[^\s@<>]+@[^\s@<>]+$/u.test(config.KAREZ_SMTP_SENDER))
    problems.push('KAREZ_SMTP_SENDER must be an e-mail address where KAREZ_SMTP_HOST is set');
  const password = passwordOf(config, problems);
  const user = config.KAREZ_SMTP_ACCOUNT;
  if ((user === '') !== (password === ''))
    problems.push('KAREZ_SMTP_ACCOUNT and a password (KAREZ_SMTP_PASSWORD or KAREZ_SMTP_PASSWORD_FILE) go together');
  const trusted = config.KAREZ_SMTP_CA_FILE === '' ? null : textOf(config.KAREZ_SMTP_CA_FILE, 'KAREZ_SMTP_CA_FILE', problems);
  if (problems.length > 0) throw new ConfigurationProblems(problems);
  return {
    host: config.KAREZ_SMTP_HOST,
    port: config.KAREZ_SMTP_PORT,
    isTlsFromStart: config.KAREZ_SMTP_TLS === 'from-start',
    trusted,
    account: user === '' ? null : { user, password },
    sender: config.KAREZ_SMTP_SENDER,
  };
}

function passwordOf(config: Config, problems: string[]): string {
  const { KAREZ_SMTP_PASSWORD: stated, KAREZ_SMTP_PASSWORD_FILE: file } = config;
  if (file === '') return stated;
  if (stated !== '') problems.push('of KAREZ_SMTP_PASSWORD and KAREZ_SMTP_PASSWORD_FILE only one is given');
  return textOf(file, 'KAREZ_SMTP_PASSWORD_FILE', problems).trim();
}

function textOf(file: string, name: string, problems: string[]): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    problems.push(`${name} names a file that cannot be read`);
    return '';
  }
}
