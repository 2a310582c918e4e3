import type { webhookStates } from '@karez/contract/catalog/webhook';
import { refuse, type Refusal } from '@karez/kit/refusal';

export type WebhookState = (typeof webhookStates)[number];
export type WebhookEvent =
  | 'pass-test'
  | 'fail-test'
  | 'enable'
  | 'pause'
  | 'change-address'
  | 'give-up'
  | 'rewind'
  | 'replay'
  | 'rename'
  | 'remove'
  | 'rotate'
  | 'end-former'
  | 'dissolve';

/** An endpoint of a department that is told of changes of the catalogue. */
export type Webhook = {
  readonly id: string;
  readonly orgId: string;
  readonly revision: number;
  readonly name: string;
  readonly url: string;
  readonly state: WebhookState;
  /** Signing secret under the key-encryption key; null once removed. */
  readonly sealedSecret: Buffer | null;
  /** The secret before it, which messages are signed with too until an instant; null where there is none. */
  readonly formerSecret: Buffer | null;
  readonly formerUntil: Date | null;
  readonly formerTold: boolean;
  readonly position: number;
  readonly failures: number;
  readonly nextAttemptAt: Date;
  readonly registeredBy: string;
  readonly registeredAt: Date;
};

/** What every endpoint takes that is not removed. */
const keeping = <State extends WebhookState>(state: State) =>
  ({ rotate: state, 'end-former': state, remove: 'removed', dissolve: 'removed' }) as const;

/** What happens to an endpoint in each state; what is not listed is refused. An address is told nothing before it passed its test. */
export const transitions: Readonly<Record<WebhookState, Readonly<Partial<Record<WebhookEvent, WebhookState>>>>> = {
  untested: {
    'pass-test': 'tested',
    'fail-test': 'untested',
    'change-address': 'untested',
    rename: 'untested',
    ...keeping('untested'),
  },
  tested: {
    'pass-test': 'tested',
    'fail-test': 'untested',
    enable: 'enabled',
    'change-address': 'untested',
    rename: 'tested',
    rewind: 'tested',
    replay: 'tested',
    ...keeping('tested'),
  },
  enabled: {
    'pass-test': 'enabled',
    'fail-test': 'enabled',
    pause: 'tested',
    'change-address': 'untested',
    rename: 'enabled',
    'give-up': 'stopped',
    rewind: 'enabled',
    replay: 'enabled',
    ...keeping('enabled'),
  },
  stopped: {
    'pass-test': 'tested',
    'fail-test': 'stopped',
    'change-address': 'untested',
    rename: 'stopped',
    rewind: 'stopped',
    ...keeping('stopped'),
  },
  removed: {},
};

/** The state after an event, or the refusal of an illegal move. */
export function nextState(state: WebhookState, event: WebhookEvent): WebhookState | Refusal {
  return transitions[state][event] ?? refuse('catalog.webhook.illegal-transition', { state, event });
}

/** Milliseconds to wait after so many failures in a row: 10 s, doubled each time, an hour at most, each halved to one and a half by chance (0 to 1). */
export function backOffMs(failures: number, chance: number): number {
  const wholeMs = Math.min(10_000 * 2 ** Math.max(0, failures - 1), 3_600_000);
  return Math.round(wholeMs * (0.5 + chance));
}

/** How many endpoints a department may have at a time. */
export const webhooksMax = 20;
