import { readEnvironment, text, type Values } from '@karez/kit/config/environment';
import { level } from '#platform/config';

/** What a witness needs to know; it reads nothing of the platform's own configuration. */
const witnessSpecification = {
  KAREZ_PUBLIC_URL: text({ meaning: 'Address of the portal whose log is witnessed.' }),
  KAREZ_WITNESS_FOLDER: text({ meaning: 'Folder in which the witness keeps the heads and keys that it saw.' }),
  KAREZ_LOG_LEVEL: level,
} as const;

/** Reads the witness's environment; throws all problems at once. Variables of the platform beside its own are left alone. */
export function witnessConfig(): Values<typeof witnessSpecification> {
  return readEnvironment(witnessSpecification, process.env, 'KAREZ_WITNESS_');
}
