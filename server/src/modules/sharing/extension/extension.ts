import { refuse, type Refusal } from '@karez/kit/refusal';

type Asked = {
  readonly id: string;
  readonly applicationId: string;
  readonly workingDays: number;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Date;
};

/** 延期: the provider's request for more working days for its reply (809-21). */
export type ReplyExtension = Asked &
  (
    | { readonly state: 'asked'; readonly decidedBy: null; readonly opinion: null; readonly decidedAt: null }
    | { readonly state: 'granted' | 'refused'; readonly decidedBy: string; readonly opinion: string; readonly decidedAt: Date }
    /** The reply was given, or the application left the provider, before anybody had decided. */
    | { readonly state: 'lapsed'; readonly decidedBy: null; readonly opinion: null; readonly decidedAt: Date }
  );

/** The leader's decision; whoever asked does not decide. */
export function decide(
  given: ReplyExtension,
  { granted, by, opinion, at }: { granted: boolean; by: string; opinion: string; at: Date },
): ReplyExtension | Refusal {
  if (given.state !== 'asked') return refuse('sharing.extension.not-asked');
  if (given.askedBy === by) return refuse('sharing.application.own-work');
  return { ...given, state: granted ? 'granted' : 'refused', decidedBy: by, opinion, decidedAt: at };
}

/** It has no object any more. */
export function lapse(given: ReplyExtension, at: Date): ReplyExtension {
  return given.state === 'asked' ? { ...given, state: 'lapsed', decidedAt: at } : given;
}
