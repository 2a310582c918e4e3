import type { ApplicationState } from '@karez/contract/sharing/schemas';
import { proposalToAgree } from '../../../tools/seed/seed-sharing.ts';
import type { Random } from '../../../tools/chaos/random.ts';
import { begin, days, daysHad, end, hasRunOut, NEW_LAW, openTerm, restart, stop, type Case } from './case-model.ts';

/** How somebody of the two offices or the authority acts on a case: the call, and what the case then should be. */
export type Deed = {
  readonly name: string;
  readonly by: string;
  readonly path: string;
  /** Weight of the deed among those that are lawful; 0 is never done by choice. */
  readonly weight: number;
  readonly from: readonly ApplicationState[];
  /** What else the law asks for; a deed from the right state that lacks it is unlawful too. */
  readonly if?: (one: Case, today: string) => boolean;
  /** The body; `code` is the second factor of a signature. */
  readonly body?: (code: string, random: Random) => object;
  readonly signs?: boolean;
  readonly to: ApplicationState | null;
  readonly moves?: (one: Case, today: string) => void;
};

const refusing = (ground: string) => ({ ...proposalToAgree([]), result: 'refuse', quota: null, ground, opinion: '不予共享' });
const basis = [
  { title: '吐鲁番市政务信息资源共享管理实施方案', docNo: '吐政发〔2017〕91号', article: '五（一）', quotation: '', articleId: '91-5.1' },
];
const partly = { ...proposalToAgree([{ no: 1, mask: 'none' }]), leftOut: [{ no: 2, reason: '与办理事项无关' }] };
const open: readonly ApplicationState[] = [
  'draft',
  'awaiting-consent-out',
  'at-provider',
  'awaiting-consent-in',
  'supplement-asked',
  'awaiting-supplement-consent',
  'refusal-at-authority',
];

/** Everything that can be done to an application by hand, as the law has it. What is proposed decides where a signature leads: see `signatureOf`. */
export const deeds: readonly Deed[] = [
  { name: 'submit', by: 'slj.djy', path: 'submission', weight: 20, from: ['draft'], to: 'awaiting-consent-out' },
  {
    name: 'withdraw',
    by: 'slj.djy',
    path: 'withdrawal',
    weight: 1,
    from: open,
    body: () => ({ reason: '不再需要' }),
    to: 'withdrawn',
    moves: (one, today) => {
      one.supplementDue = null;
      end(one, today);
    },
  },
  {
    name: 'consent-out',
    by: 'slj.fzr',
    path: 'consent-out',
    weight: 16,
    from: ['awaiting-consent-out'],
    signs: true,
    body: (code) => ({ decision: 'consent', opinion: '同意', code }),
    to: 'at-provider',
    moves: (one, today) => {
      one.receivedOn = today;
      begin(one, { of: 'reply', days: days.reply }, today);
    },
  },
  {
    name: 'return-out',
    by: 'slj.fzr',
    path: 'consent-out',
    weight: 2,
    from: ['awaiting-consent-out'],
    body: () => ({ decision: 'return', opinion: '再核对' }),
    to: 'draft',
  },
  ...(['agree', 'partly', 'refuse', 'contest'] as const).map((kind): Deed => ({
    name: `propose-${kind}`,
    by: 'scjg.djy',
    path: 'proposal',
    weight: { agree: 6, partly: 2, refuse: 2, contest: 2 }[kind],
    from: ['at-provider'],
    body: () =>
      ({
        agree: proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' }))),
        partly,
        refuse: { ...refusing('not-duty-related'), basis },
        contest: { ...refusing('not-held'), basis: [] },
      })[kind],
    to: 'awaiting-consent-in',
  })),
  {
    name: 'ask-supplement',
    by: 'scjg.djy',
    path: 'supplement-notice',
    weight: 6,
    from: ['at-provider'],
    if: (one, today) => one.supplements === 0 && daysHad(one, today) <= days.notice && one.extension !== 'asked',
    body: () => ({ gaps: [{ place: 'material', words: '请附材料' }], opinion: '一次性告知' }),
    to: 'supplement-asked',
    moves: (one, today) => {
      one.supplements += 1;
      stop(one, today);
    },
  },
  {
    name: 'send-supplement',
    by: 'slj.djy',
    path: 'supplement',
    weight: 6,
    from: ['supplement-asked'],
    body: () => ({ answers: [{ place: 'material', words: '已附' }] }),
    to: 'awaiting-supplement-consent',
  },
  {
    name: 'consent-supplement',
    by: 'slj.fzr',
    path: 'supplement-consent',
    weight: 8,
    from: ['awaiting-supplement-consent'],
    signs: true,
    body: (code) => ({ decision: 'consent', opinion: '同意', code }),
    to: 'at-provider',
    moves: restart,
  },
  {
    name: 'return-supplement',
    by: 'slj.fzr',
    path: 'supplement-consent',
    weight: 2,
    from: ['awaiting-supplement-consent'],
    body: () => ({ decision: 'return', opinion: '再核对' }),
    to: 'supplement-asked',
  },
  {
    name: 'ask-extension',
    by: 'scjg.djy',
    path: 'extension',
    weight: 4,
    from: ['at-provider', 'awaiting-consent-in'],
    if: (one, today) => {
      const term = openTerm(one);
      return one.extension === 'never' && (one.receivedOn ?? '') >= NEW_LAW && term !== undefined && !hasRunOut(term, today);
    },
    body: () => ({ workingDays: days.extensionMax, reason: '涉及历史数据核对' }),
    to: null,
    moves: (one) => {
      one.extension = 'asked';
    },
  },
  {
    name: 'grant-extension',
    by: 'zfb.zgl',
    path: 'extension-decision',
    weight: 8,
    from: ['at-provider', 'awaiting-consent-in'],
    if: (one, today) => {
      const term = openTerm(one);
      return one.extension === 'asked' && term !== undefined && !hasRunOut(term, today);
    },
    signs: true,
    body: (code) => ({ decision: 'grant', opinion: '已核', code }),
    to: null,
    moves: (one) => {
      one.extension = 'granted';
      const term = openTerm(one);
      if (term) term.days += days.extensionMax;
    },
  },
  {
    name: 'refuse-extension',
    by: 'zfb.zgl',
    path: 'extension-decision',
    weight: 3,
    from: ['at-provider', 'awaiting-consent-in'],
    if: (one) => one.extension === 'asked',
    signs: true,
    body: (code) => ({ decision: 'refuse', opinion: '不予延期', code }),
    to: null,
    moves: (one) => {
      one.extension = 'refused';
    },
  },
  {
    name: 'return-in',
    by: 'scjg.fzr',
    path: 'consent-in',
    weight: 2,
    from: ['awaiting-consent-in'],
    body: () => ({ decision: 'return', opinion: '再核对' }),
    to: 'at-provider',
  },
  {
    name: 'confirm-refusal',
    by: 'zfb.zgl',
    path: 'refusal-review',
    weight: 4,
    from: ['refusal-at-authority'],
    signs: true,
    body: (code) => ({ verdict: 'confirm', opinion: '确未掌握', code }),
    to: 'refused',
    moves: end,
  },
  {
    name: 'send-back',
    by: 'zfb.zgl',
    path: 'refusal-review',
    weight: 3,
    from: ['refusal-at-authority'],
    signs: true,
    body: (code) => ({ verdict: 'send-back', opinion: '应当掌握', code }),
    to: 'at-provider',
    moves: (one, today) => begin(one, { of: 'reply', days: days.reply }, today),
  },
];

/** The head's signature under a proposal leads where the proposal says. */
export function signatureOf(proposed: string): Deed {
  const to = ({ 'propose-agree': 'agreed', 'propose-partly': 'partly-agreed', 'propose-refuse': 'refused' } as const)[proposed];
  return {
    name: `sign-after-${proposed}`,
    by: 'scjg.fzr',
    path: 'consent-in',
    weight: 12,
    from: ['awaiting-consent-in'],
    signs: true,
    body: (code) => ({ decision: 'sign', opinion: '同意', code }),
    to: to ?? 'refusal-at-authority',
    moves: (one, today) => {
      if (one.extension === 'asked') one.extension = 'refused';
      end(one, today);
      if (to === undefined) begin(one, { of: 'verification', days: days.verification }, today);
    },
  };
}

/** Whether the law lets a deed be done to a case on a day. */
export const isLawful = (deed: Deed, one: Case, today: string): boolean => deed.from.includes(one.state) && (deed.if?.(one, today) ?? true);
