import { levels, type Level } from '@karez/kit/logging/log';
import { list, oneOf, readEnvironment, text, wholeNumber, yesOrNo, type Values, type Variable } from '@karez/kit/config/environment';

export const level: Variable<Level> = {
  parse: (value) => {
    const found = levels.find((known) => known === value);
    if (!found) throw new Error(`must be one of ${levels.join(', ')}`);
    return found;
  },
  fallback: 'info',
  meaning: 'Lowest level that is logged.',
  secret: false,
};

/** Every variable that the central processes read; docs/reference/configuration.md is generated from it. */
export const specification = {
  DATABASE_URL: text({ meaning: 'Connection string of the PostgreSQL (15 or newer) that holds the platform.', secret: true }),
  KAREZ_HOST: text({ meaning: 'Address that the portal and the gateway listen on.', fallback: '127.0.0.1' }),
  KAREZ_PORT: wholeNumber({ meaning: 'Port of the portal and its API.', fallback: 8080, min: 1, max: 65_535 }),
  KAREZ_GATEWAY_PORT: wholeNumber({ meaning: 'Port of the gateway.', fallback: 8081, min: 1, max: 65_535 }),
  KAREZ_PUBLIC_URL: text({
    meaning: 'Address of the portal as people type it: audience of client assertions, links in papers.',
    fallback: 'http://localhost:8080',
  }),
  KAREZ_GATEWAY_URL: text({
    meaning: 'Address of the gateway as departments call it; shown on documentation pages.',
    fallback: 'http://localhost:8081',
  }),
  KAREZ_DATA_FOLDER: text({ meaning: 'Folder for uploaded files, keys and the last good grant table.', fallback: '.karez' }),
  KAREZ_KEY_FILE: text({
    meaning: 'File with the key-encryption key (32 bytes, base64); made at the first start where it is absent.',
    fallback: '.karez/keys/key-encryption-key',
  }),
  KAREZ_TRUSTED_PROXIES: list({ meaning: 'Addresses of front proxies whose X-Forwarded-For is believed.', fallback: [] }),
  KAREZ_PROVIDER_ADDRESSES: list({
    meaning:
      'Inner addresses (CIDR) that provider services may live at although they are private; every other private, loopback or link-local address is refused.',
    fallback: [],
  }),
  KAREZ_WEBHOOK_ADDRESSES: list({
    meaning:
      'Inner addresses (CIDR) that webhooks may be sent to although they are private; every other private, loopback or link-local address is refused.',
    fallback: [],
  }),
  KAREZ_WEBHOOK_HTTP_HOSTS: list({
    meaning: 'Hosts that webhooks may be sent to over plain HTTP; all others need HTTPS.',
    fallback: [],
  }),
  KAREZ_WEBHOOK_FAILURES_MAX: wholeNumber({
    meaning: 'Failed deliveries in a row after which a webhook is stopped and its department is told.',
    fallback: 12,
    min: 1,
    max: 100,
  }),
  KAREZ_SMTP_HOST: text({
    meaning: 'Mail server that notices are handed to. Empty: no e-mail is sent, and the portal says so.',
    fallback: '',
  }),
  KAREZ_SMTP_PORT: wholeNumber({ meaning: 'Port of the mail server.', fallback: 587, min: 1, max: 65_535 }),
  KAREZ_SMTP_TLS: oneOf(['starttls', 'from-start'], {
    meaning:
      'How the mail server is spoken to in secret: STARTTLS before anything is said (usually port 587), or TLS from the start (465). Never without, and never with a certificate that is not trusted.',
    fallback: 'starttls',
  }),
  KAREZ_SMTP_CA_FILE: text({
    meaning: "PEM file of the certificates that are trusted for the mail server. Empty: the public ones of the program's list.",
    fallback: '',
  }),
  KAREZ_SMTP_ACCOUNT: text({ meaning: 'Account at the mail server. Empty: it takes mails without one.', fallback: '' }),
  KAREZ_SMTP_PASSWORD: text({ meaning: 'Password of the account.', fallback: '', secret: true }),
  KAREZ_SMTP_PASSWORD_FILE: text({ meaning: 'File with the password of the account, instead of KAREZ_SMTP_PASSWORD.', fallback: '' }),
  KAREZ_SMTP_SENDER: text({ meaning: 'Address that mails come from; needed where KAREZ_SMTP_HOST is set.', fallback: '' }),
  KAREZ_MAIL_GIVE_UP_HOURS: wholeNumber({
    meaning: 'Hours after which a mail that the mail server has not taken is given up, and the operator told.',
    fallback: 72,
    min: 1,
    max: 720,
  }),
  KAREZ_MAIL_DIGEST_HOUR: wholeNumber({
    meaning: 'Hour of the day, in KAREZ_TIME_ZONE, at which the one letter of the day leaves for whoever has chosen it.',
    fallback: 8,
    min: 0,
    max: 23,
  }),
  KAREZ_REMINDER_HOURS_MIN: wholeNumber({
    meaning: 'Hours between two reminders of one side about one application.',
    fallback: 24,
    min: 1,
    max: 720,
  }),
  KAREZ_DISPOSAL_CHECK_PERCENT: wholeNumber({
    meaning: 'Share of certified disposals, in percent, that is drawn for a sampling check by the provider (809-27).',
    fallback: 10,
    min: 0,
    max: 100,
  }),
  KAREZ_SESSION_IDLE_MINUTES: wholeNumber({
    meaning: 'Minutes without a request after which a session ends.',
    fallback: 30,
    min: 1,
    max: 480,
  }),
  KAREZ_SESSION_HOURS_MAX: wholeNumber({
    meaning: 'Hours after sign-in at which a session ends whatever is done.',
    fallback: 12,
    min: 1,
    max: 24,
  }),
  KAREZ_SIGN_INS_PER_MINUTE_MAX: wholeNumber({
    meaning:
      'Sign-ins that one origin (address; of IPv6 the /64 network) may try within a minute at one process; each costs a password check, so more are refused (429) before it. Raise it where a whole building comes from one address.',
    fallback: 60,
    min: 5,
    max: 100_000,
  }),
  KAREZ_TOKENS_PER_MINUTE_MAX: wholeNumber({
    meaning: 'Access tokens that one origin may ask for within a minute at one process; more are refused (429).',
    fallback: 300,
    min: 5,
    max: 100_000,
  }),
  KAREZ_TIME_ZONE: text({
    meaning:
      'Time zone of the region: days of validity, quotas and lists are counted in it. Legal clocks follow the zone of their calendar.',
    fallback: 'Asia/Shanghai',
  }),
  KAREZ_CATALOG_ANONYMOUS: yesOrNo({
    meaning:
      'Whether whoever is not signed in may read the catalogue as DCAT; then only entries that are open to the public are shown. Off: reading needs a credential.',
    fallback: false,
  }),
  KAREZ_CATALOG_ANONYMOUS_PER_MINUTE_MAX: wholeNumber({
    meaning:
      'DCAT documents that one origin (address; of IPv6 the /64 network) may read without a credential within a minute at one process; more are refused (429). Who has a credential is not counted.',
    fallback: 60,
    min: 1,
    max: 100_000,
  }),
  KAREZ_CATALOG_CONFORMANCE_EVERY_DAYS: wholeNumber({
    meaning: 'Days after which the catalogue of each authority’s region is reviewed again by itself (91-3.2.1). 0: on demand only.',
    fallback: 30,
    min: 0,
    max: 366,
  }),
  KAREZ_CATALOG_CONFORMANCE_ANSWER_DAYS: wholeNumber({
    meaning: 'Days that departments have to mend or explain what a review found that began by itself; one on demand names its own day.',
    fallback: 30,
    min: 1,
    max: 366,
  }),
  KAREZ_CATALOG_IMPORT_FILE_DAYS: wholeNumber({
    meaning:
      'Days for which the uploaded file of an import that rests is kept; then it is erased, also in backups, and what became of its rows stays. The refused rows can be downloaded as long as the file is kept.',
    fallback: 180,
    min: 1,
    max: 3660,
  }),
  KAREZ_WITNESS_FOLDER: text({
    meaning:
      "Folder of the witness that keeps this log's heads; the worker refuses to append to a log that is shorter than what stands there. Empty: no witness.",
    fallback: '',
  }),
  KAREZ_EVIDENCE_STALL_SECONDS_MAX: wholeNumber({
    meaning:
      'Seconds without a new signed head of the evidence log after which the portal and the gateway serve nothing (503) until sealing goes on. With nothing new a healthy sealer signs one head a minute.',
    fallback: 300,
    min: 120,
    max: 86_400,
  }),
  KAREZ_DEMO: yesOrNo({
    meaning: 'Demo city: the sign-in page lists the demo accounts with their codes. Never on a real installation.',
    fallback: false,
  }),
  KAREZ_LOG_LEVEL: level,
  KAREZ_KILL_AT: text({ meaning: 'Fault tests only: the named point (name#count) at which the process kills itself.', fallback: 'never' }),
} as const;

export type Config = Values<typeof specification>;

/** Reads the process environment; throws all problems at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  return readEnvironment(specification, environment, 'KAREZ_');
}
