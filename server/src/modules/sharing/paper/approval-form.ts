import type { PaperOpinion, PaperPart } from '#platform/paper/paper';
import { rowsSaid } from './agreement-paper.ts';
import { dayOf, said, type PaperCase } from './papers.ts';

/** Steps of the history that fill a box: the last one counts. The requester's review is for the pen, the provider's are its divisions' opinions. */
const boxes = {
  'requester-handler': ['submitted', 'supplement-sent'],
  'requester-review': [],
  'requester-head': ['consented-out', 'supplement-signed', 'consented-out-on-paper', 'supplement-signed-on-paper', 'returned-out'],
  'provider-handler': ['proposed-agree', 'proposed-refuse'],
  'provider-review': [],
  'provider-head': [
    'signed-in',
    'signed-refusal',
    'signed-in-on-paper',
    'signed-refusal-on-paper',
    'agreed-by-standing-consent',
    'returned-in',
  ],
  authority: ['refusal-confirm', 'refusal-send-back'],
} as const;
type Box = keyof typeof boxes;

/** 政务数据共享申请审批表: what is asked for, and a box for each opinion, 经办–审核–负责人. */
export function approvalFormParts(of: PaperCase): PaperPart[] {
  return [
    ...askedForParts(of),
    { kind: 'heading', text: said(of, 'opinions') },
    { kind: 'opinions', opinions: boxesFor(of).flatMap((box) => (box === 'provider-review' ? reviewsIn(of) : [opinionIn(of, box)])) },
    { kind: 'text', text: said(of, 'honest') },
  ];
}

/** What is asked for: the application as facts and items. */
export function askedForParts(of: PaperCase): PaperPart[] {
  return [
    { kind: 'facts', facts: askedFor(of) },
    { kind: 'heading', text: said(of, 'items') },
    { kind: 'table', header: ['item-no', 'item-name', 'item-field'].map((key) => said(of, key)), widths: [1, 6, 5], rows: itemsOf(of) },
  ];
}

/** The boxes of one side, 经办–审核–负责人, with the head's left for the pen whatever stood there before. */
export function boxesToSign(of: PaperCase, side: 'requester' | 'provider'): PaperOpinion[] {
  const reviews = side === 'provider' ? reviewsIn(of) : [opinionIn(of, 'requester-review')];
  const head = { label: said(of, `opinion.${side}-head`), opinion: '', signed: said(of, 'sign-here') };
  return [opinionIn(of, `${side}-handler`), ...reviews, head];
}

function askedFor(of: PaperCase) {
  const { application, words } = of;
  const { content } = application;
  const fact = (key: string, value: string, wide = false) => ({ label: said(of, key), value, wide });
  const basis = content.useBasis.map(({ kind, title, article, text }) =>
    [`${words.text(`sharing.basis-kind.${kind}`)}　${title}　${article}`.trim(), text].filter((line) => line !== '').join('\n'),
  );
  return [
    fact('requester', application.requester.name),
    fact('provider', application.provider.name),
    fact('entry', application.entryName, true),
    fact('application-no', application.no ?? said(of, 'no-number')),
    fact('state', words.text(`sharing.state.${application.state}`)),
    fact('submitted-on', dayOf(of, application.submittedAt)),
    fact('entry-version', application.entryVersion),
    ...(content.rowFilter ? [fact('rows', rowsSaid(of, content.rowFilter), true)] : []),
    fact('basis', basis.join('\n'), true),
    fact('business', content.useScenario, true),
    ...scopeOf(of).map(({ label, value }) => ({ label: words.text(`portal.sharing.field.${label}`), value, wide: false })),
    fact('purpose', content.usePurpose === null ? '' : words.text(`sharing.purpose.${content.usePurpose}`)),
    fact('matter', matterOf(of), true),
    fact('period', `${content.validFrom ?? ''} ~ ${content.validTo ?? ''}`),
    fact('calls', content.callsPerDay === null ? '' : String(content.callsPerDay)),
    fact('security', content.securityMeasures, true),
    ...answersIn(of),
    ...(application.letters.length === 0 ? [] : [fact('letters', lettersIn(of), true)]),
    ...(content.commitment ? [fact('commitment', words.text('portal.sharing.commitment'), true)] : []),
  ];
}

/** By whom, where, in which system, how, and whether it is kept. */
function scopeOf({ application: { content }, words, called }: PaperCase) {
  const { useScope, storage, sharingMode } = content;
  const many = useScope.userCount === null ? '' : words.text('portal.sharing.user-count', { count: useScope.userCount });
  const kept = { location: storage.location, days: storage.retentionDays ?? 0 };
  return [
    { label: 'users', value: `${useScope.users}${many}` },
    { label: 'regionCodes', value: called.regions.join('、') },
    { label: 'systemId', value: called.system },
    { label: 'sharingMode', value: sharingMode === null ? '' : words.text(`sharing.mode.${sharingMode}`) },
    { label: 'storage', value: storage.persist ? words.text('portal.sharing.stored', kept) : words.text('portal.sharing.not-stored') },
  ];
}

/** The matter with its kind, and the form of the numbers that calls will carry. */
function matterOf({ application: { content }, words }: PaperCase): string {
  const { matter, matterFormat } = content;
  const named = matter === null ? '' : `${words.text(`sharing.basis-kind.${matter.kind}`)}　${matter.name} (${matter.code})`;
  const format = matterFormat === '' ? '' : `${words.text('portal.sharing.field.matterFormat')}：${matterFormat}`;
  return [named, format].filter((line) => line !== '').join('\n');
}

/** What was asked besides the form, in the words in which it was read. */
function answersIn({ application, words }: PaperCase) {
  const told = (answer: string) => (answer === 'yes' || answer === 'no' ? words.text(`sharing.answer.${answer}`) : answer);
  return (application.content.questions?.answers ?? []).map(({ question, answer }) => ({
    label: question,
    value: answer.map(told).join('\n'),
    wide: true,
  }));
}

/** Each letter by number, day and the digest of its scan. */
function lettersIn(of: PaperCase): string {
  return of.application.letters.map((letter) => said(of, 'letter-line', { ...letter })).join('\n');
}

function itemsOf({ application }: PaperCase): string[][] {
  return application.content.itemNos.map((no) => {
    const item = application.entryItems.find((one) => one.no === no);
    return [String(no), item?.nameZh ?? '', item?.fieldName ?? ''];
  });
}

/** Each side has its own three boxes and of the other only the head's; the authority's stands where it ruled. */
function boxesFor({ application, readerOrgId }: PaperCase): Box[] {
  const isSide = (side: 'requester' | 'provider') => readerOrgId === application[side].id;
  const sideBoxes = (side: 'requester' | 'provider'): Box[] =>
    isSide(side) ? [`${side}-handler`, `${side}-review`, `${side}-head`] : [`${side}-head`];
  const hasRuling = application.history.some(({ action }) => names('authority').includes(action));
  return [...sideBoxes('requester'), ...sideBoxes('provider'), ...(hasRuling ? (['authority'] as const) : [])];
}

const names = (box: Box): readonly string[] => boxes[box];

/** 科室意见, one box for each division that answered; where none was asked, the box is for the pen. */
function reviewsIn(of: PaperCase): PaperOpinion[] {
  const given = (of.application.handling?.assignments ?? []).flatMap(({ division, answer, endedAt }) =>
    answer === null
      ? []
      : [
          {
            label: said(of, 'opinion.division', { division }),
            opinion: `${of.words.text(`sharing.opinion.${answer.result}`)}\n${answer.opinion}`,
            signed: said(of, 'signed', {
              organisation: division,
              role: of.words.text('identity.role.DIVISION_CLERK'),
              on: dayOf(of, endedAt),
            }),
          },
        ],
  );
  return given.length > 0 ? given : [opinionIn(of, 'provider-review')];
}

type Step = PaperCase['application']['history'][number];

/** The post that signs under an opinion, and whoever acted for it (代). */
function withDelegate(of: PaperCase, delegate: Step['delegate'], by: { organisation: string; role: string; on: string }): string {
  const signed = said(of, 'signed', by);
  return delegate === null ? signed : `${signed}\n${said(of, 'signed-for', { ...delegate })}`;
}

function opinionIn(of: PaperCase, box: Box): PaperOpinion {
  const label = said(of, `opinion.${box}`);
  const step = of.application.history.findLast(({ action }) => names(box).includes(action));
  if (!step) return { label, opinion: '', signed: said(of, 'sign-here') };
  const { organisation, role, at, delegate } = step;
  return {
    label,
    // What was done says more than an opinion that is empty.
    opinion: [of.words.text(`sharing.history.${step.action}`), step.opinion ?? ''].filter((text) => text !== '').join('\n'),
    signed: withDelegate(of, delegate, {
      organisation,
      role: role === 'SYSTEM' ? said(of, 'letter.standing') : of.words.text(`identity.role.${role}`),
      on: dayOf(of, at),
    }),
  };
}
