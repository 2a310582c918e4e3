import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { organisationSchema } from './schemas.ts';

const orgParams = z.object({ orgId: z.uuid() });
/** A name that turned its direction around would be read as another's. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u202A-\u202E\u2066-\u2069]*$/u);
/** The instrument that ordered it: its number (文号), its day and why. */
const instrument = { documentNumber: text(100), decidedOn: z.iso.date(), reason: text(1000) };

export const renameOrganisation = route({
  id: 'identity.rename-organisation',
  method: 'POST',
  path: '/organisations/:orgId/names',
  summary: 'Gives an organisation its new name; the former one is kept and still finds it',
  power: 'identity.organisations',
  params: orgParams,
  body: z.strictObject({ name: text(100), shortName: text(40), ...instrument }),
  answer: organisationSchema,
  refusals: [
    'identity.organisation.not-found',
    'identity.organisation.sample',
    'identity.organisation.dissolved',
    'identity.organisation.same-name',
  ],
});

export const dissolveOrganisation = route({
  id: 'identity.dissolve-organisation',
  method: 'POST',
  path: '/organisations/:orgId/dissolution',
  summary: 'Marks an organisation as dissolved or merged into another; what it held is then transferred by the authority',
  power: 'identity.organisations',
  params: orgParams,
  /** `successorId`: the organisation that it was merged into, where there is one. */
  body: z.strictObject({ successorId: z.uuid().nullable(), ...instrument }),
  answer: organisationSchema,
  refusals: [
    'identity.organisation.not-found',
    'identity.organisation.sample',
    'identity.organisation.dissolved',
    'identity.organisation.successor-unfit',
  ],
});

export const organisationChangeRefusals = refusals({
  'identity.organisation.dissolved': 409,
  'identity.organisation.same-name': 409,
  'identity.organisation.successor-unfit': 422,
});
