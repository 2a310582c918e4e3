import { z } from 'zod';
import { totpCodeSchema as secondFactor } from '../identity/schemas.ts';
import { allowedSchema, pageOf, pageQuery, refusals, route } from '../route.ts';
import { entryStates } from './answers.ts';
import { plainText } from './content.ts';

/** 撤销, 合并, 职责划转: why entries go to another department. */
export const transferKinds = ['dissolved', 'merged', 'relieved'] as const;
/** Where one entry of a transfer stands: nobody's for the moment, offered to its receiver, taken over, or retired because nobody is to have it. */
export const transferLineStates = ['orphaned', 'offered', 'accepted', 'retired'] as const;
/** Why an entry cannot be moved now: it is adjusted, its retirement or restoration is asked for, or it is on its way already. */
export const transferHolds = ['adjustment', 'status', 'moving'] as const;
/** Most entries that one order moves. */
export const TRANSFER_ENTRIES_MAX = 500;

const party = z.object({ id: z.string(), name: z.string() });
const summary = {
  id: z.string(),
  kind: z.enum(transferKinds),
  documentNumber: z.string(),
  decidedOn: z.iso.date(),
  reason: z.string(),
  from: party,
  orderedByOrganisation: z.string(),
  orderedAt: z.iso.datetime(),
};
export const transferSummarySchema = z.object({
  ...summary,
  receivers: z.array(z.string()),
  counts: z.object({ orphaned: z.int(), offered: z.int(), accepted: z.int(), retired: z.int() }),
});
export type TransferSummary = z.infer<typeof transferSummarySchema>;
export const transferSchema = z.object({
  ...summary,
  lines: z.array(
    z.object({
      entryId: z.string(),
      /** Null for a draft that the head of its department has not signed, for whoever is neither of the two departments. */
      name: z.string().nullable(),
      /** Whether the reader may open the entry. */
      opens: z.boolean(),
      state: z.enum(transferLineStates),
      receiver: party.nullable(),
      /** The receiver's last words: with which it accepted, or why it declined. */
      opinion: z.string().nullable(),
      declined: z.boolean(),
      /** Whether the reader may answer for this entry. */
      mine: z.boolean(),
    }),
  ),
  allowed: allowedSchema,
});
export type Transfer = z.infer<typeof transferSchema>;

const params = z.object({ transferId: z.uuid() });
const entryIds = z.array(z.uuid()).min(1).max(TRANSFER_ENTRIES_MAX);
const answering = ['catalog.transfer.not-found', 'catalog.transfer.line-not-found', 'catalog.transfer.illegal-transition'] as const;
const receiving = ['catalog.transfer.receiver-unfit', 'catalog.transfer.receiver-same'] as const;

export const orderTransfer = route({
  id: 'catalog.order-transfer',
  method: 'POST',
  path: '/catalog/transfers',
  summary:
    'The authority moves entries of a dissolved, merged or relieved department to another, or leaves them without one until it is known.',
  power: 'catalog.publish',
  body: z.strictObject({
    kind: z.enum(transferKinds),
    documentNumber: plainText(100, 1),
    decidedOn: z.iso.date(),
    reason: plainText(1000, 1),
    fromOrgId: z.uuid(),
    receiverId: z.uuid().nullable(),
    /** `null` moves everything of the department that can be moved. */
    entryIds: entryIds.nullable(),
  }),
  answer: transferSchema,
  status: 201,
  refusals: [
    ...receiving,
    'catalog.transfer.from-unknown',
    'catalog.transfer.nothing-to-move',
    'catalog.transfer.not-movable',
    'catalog.transfer.too-many',
    'catalog.change.in-the-future',
  ],
});

const transferable = z.object({
  entryId: z.string(),
  name: z.string(),
  /** Empty for a draft: it has none yet. */
  resourceCode: z.string(),
  state: z.enum(entryStates),
  /** What must end before it can be moved, with the adjustment or the transfer that holds it; null when it can be moved. */
  hold: z.object({ kind: z.enum(transferHolds), caseId: z.string().nullable() }).nullable(),
});
export type Transferable = z.infer<typeof transferable>;

export const listTransferable = route({
  id: 'catalog.list-transferable',
  method: 'GET',
  path: '/catalog/transferable-entries',
  summary:
    'Entries of a department that an order would move, and those that something holds for the moment: `movable` is what an order for all moves.',
  power: 'catalog.publish',
  query: z.strictObject({ ...pageQuery, fromOrgId: z.uuid() }),
  /** `drafts` of the `movable` ones only their own department knows: they are not named, and go along where everything is moved. */
  answer: pageOf(transferable).extend({ movable: z.int(), drafts: z.int() }),
  refusals: ['catalog.transfer.from-unknown'],
});

export const listTransfers = route({
  id: 'catalog.list-transfers',
  method: 'GET',
  path: '/catalog/transfers',
  summary: 'Transfers that the reader’s department or authority has to do with, latest first.',
  power: 'catalog.read',
  query: z.strictObject(pageQuery),
  answer: pageOf(transferSummarySchema),
});

export const getTransfer = route({
  id: 'catalog.get-transfer',
  method: 'GET',
  path: '/catalog/transfers/:transferId',
  summary: 'One transfer with every entry, its receiver and the answer.',
  power: 'catalog.read',
  params,
  answer: transferSchema,
  refusals: ['catalog.transfer.not-found'],
});

export const nameReceiver = route({
  id: 'catalog.name-receiver',
  method: 'POST',
  path: '/catalog/transfers/:transferId/receiver',
  summary: 'The authority names the department that is to take over entries that have none.',
  power: 'catalog.publish',
  params,
  body: z.strictObject({ entryIds, receiverId: z.uuid(), reason: plainText(1000, 1) }),
  answer: transferSchema,
  refusals: [...answering, 'catalog.transfer.receiver-unfit'],
});

export const acceptTransfer = route({
  id: 'catalog.accept-transfer',
  method: 'POST',
  path: '/catalog/transfers/:transferId/acceptance',
  summary:
    'The head of the receiving department takes entries over with the second factor: they keep their codes and are its own from now on.',
  power: 'catalog.sign',
  params,
  body: z.strictObject({ entryIds, opinion: plainText(1000, 1), secondFactor }),
  answer: transferSchema,
  refusals: [
    ...answering,
    'catalog.transfer.receiver-unfit',
    'catalog.transfer.not-movable',
    'catalog.entry.name-taken',
    'identity.second-factor.wrong',
    'identity.second-factor.used',
    'identity.second-factor.locked',
  ],
});

export const declineTransfer = route({
  id: 'catalog.decline-transfer',
  method: 'POST',
  path: '/catalog/transfers/:transferId/declination',
  summary: 'The head of the receiving department declines entries with reasons: the authority names another.',
  power: 'catalog.sign',
  params,
  body: z.strictObject({ entryIds, reason: plainText(1000, 1) }),
  answer: transferSchema,
  refusals: answering,
});

export const transferRefusals = refusals({
  'catalog.transfer.not-found': 404,
  'catalog.transfer.line-not-found': 422,
  'catalog.transfer.illegal-transition': 409,
  'catalog.transfer.from-unknown': 422,
  'catalog.transfer.nothing-to-move': 409,
  'catalog.transfer.not-movable': 409,
  'catalog.transfer.too-many': 422,
  'catalog.transfer.receiver-unfit': 422,
  'catalog.transfer.receiver-same': 422,
});
