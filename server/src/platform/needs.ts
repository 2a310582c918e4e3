import type { Clock } from '@karez/kit/clock';
import type { NewId } from '@karez/kit/id';
import type { Log } from '@karez/kit/logging/log';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Files } from './files.ts';
import type { Keys } from './keys.ts';

/** What a process lends its modules; every verb names the few of these that it takes. */
export type Needs = {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Numbers from 0 (included) to 1 (excluded), for what is drawn by lot. */
  readonly chance: () => number;
  readonly config: Config;
  readonly files: Files;
  readonly keys: Keys;
  readonly log: Log;
};
