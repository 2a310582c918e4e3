import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { assignmentOpinionSchema } from './handling-schemas.ts';
import { applicationSchema } from './schemas.ts';

const params = z.object({ applicationId: z.uuid() });
const words = z.string().trim().min(1).max(2000);
const moving = ['sharing.application.not-found', 'sharing.application.illegal-transition', 'sharing.application.not-own'] as const;

/** Refusals of the work inside the provider; their words stand in `contract/messages`. */
export const handlingRefusals = refusals({
  'sharing.handling.received-before': 409,
  'sharing.handling.not-received': 409,
  'sharing.handling.in-hand': 409,
  'sharing.handling.in-other-hands': 409,
  'sharing.handling.illegal-transition': 409,
  'sharing.handling.assignment-not-found': 404,
  'sharing.handling.other-division': 403,
  'sharing.handling.division-unknown': 422,
  'sharing.handling.nobody-there': 409,
  'sharing.handling.asked-before': 409,
  'sharing.handling.day-outside-term': 422,
  'sharing.handling.opinion-incomplete': 422,
  'sharing.handling.opinions-missing': 409,
  'sharing.handling.opened': 409,
});

export const receiveApplication = route({
  id: 'sharing.receive-application',
  method: 'POST',
  path: '/sharing/applications/:applicationId/receipt',
  summary:
    '签收: a handler of the provider receives the application and has it in hand; both sides see when. The statutory clock does not move.',
  power: 'sharing.handle',
  params,
  answer: applicationSchema,
  refusals: [...moving, 'sharing.handling.received-before'],
});

export const takeOver = route({
  id: 'sharing.take-over',
  method: 'POST',
  path: '/sharing/applications/:applicationId/holder',
  summary: 'Another handler of the provider takes a received application into hand, with a reason: one has it at a time.',
  power: 'sharing.handle',
  params,
  body: z.strictObject({ reason: words }),
  answer: applicationSchema,
  refusals: [...moving, 'sharing.handling.not-received', 'sharing.handling.in-hand'],
});

export const assignDivisions = route({
  id: 'sharing.assign-divisions',
  method: 'POST',
  path: '/sharing/applications/:applicationId/assignments',
  summary: '转办, 会签: asks one division or several at once for their opinion, with a word and an inner day within the statutory term.',
  power: 'sharing.handle',
  params,
  body: z.strictObject({ divisionIds: z.array(z.uuid()).min(1).max(10), words, dueOn: z.iso.date() }),
  answer: applicationSchema,
  refusals: [
    ...moving,
    'sharing.handling.in-other-hands',
    'sharing.handling.division-unknown',
    'sharing.handling.nobody-there',
    'sharing.handling.asked-before',
    'sharing.handling.day-outside-term',
  ],
});

const assignment = z.object({ assignmentId: z.uuid() });
const onAssignment = [...moving, 'sharing.handling.assignment-not-found', 'sharing.handling.illegal-transition'] as const;
const inDivision = [...onAssignment, 'sharing.handling.other-division', 'sharing.application.own-work'] as const;

export const openAssignment = route({
  id: 'sharing.open-assignment',
  method: 'POST',
  path: '/sharing/assignments/:assignmentId/opening',
  summary: 'The division opens what it was asked, and has it in hand: from now on it cannot be taken back.',
  power: 'sharing.opine',
  params: assignment,
  answer: applicationSchema,
  refusals: inDivision,
});

export const giveDivisionOpinion = route({
  id: 'sharing.give-division-opinion',
  method: 'POST',
  path: '/sharing/assignments/:assignmentId/opinion',
  summary: '科室意见: the division is for it, against it, or against some of the items. The other department never sees it.',
  power: 'sharing.opine',
  params: assignment,
  body: assignmentOpinionSchema,
  answer: applicationSchema,
  refusals: [...inDivision, 'sharing.handling.opinion-incomplete'],
});

export const returnAssignment = route({
  id: 'sharing.return-assignment',
  method: 'POST',
  path: '/sharing/assignments/:assignmentId/return',
  summary: '退回上一步: the division gives it back to the handler with a reason.',
  power: 'sharing.opine',
  params: assignment,
  body: z.strictObject({ reason: words }),
  answer: applicationSchema,
  refusals: inDivision,
});

export const recallAssignment = route({
  id: 'sharing.recall-assignment',
  method: 'POST',
  path: '/sharing/assignments/:assignmentId/recall',
  summary: '撤回: the handler takes back what the division has not opened yet.',
  power: 'sharing.handle',
  params: assignment,
  answer: applicationSchema,
  refusals: [...onAssignment, 'sharing.handling.in-other-hands'],
});

export const openProposal = route({
  id: 'sharing.open-proposal',
  method: 'POST',
  path: '/sharing/applications/:applicationId/proposal-opening',
  summary: 'The head opens the proposal: from now on the handler cannot take it back.',
  power: 'sharing.consent-in',
  params,
  answer: applicationSchema,
  refusals: [...moving, 'sharing.application.own-work', 'sharing.handling.opened'],
});

export const recallProposal = route({
  id: 'sharing.recall-proposal',
  method: 'POST',
  path: '/sharing/applications/:applicationId/proposal-recall',
  summary: '撤回: the handler takes back a proposal that the head has not opened yet.',
  power: 'sharing.handle',
  params,
  answer: applicationSchema,
  refusals: [...moving, 'sharing.handling.in-other-hands', 'sharing.handling.opened'],
});
