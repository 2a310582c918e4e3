import { at, cityAuthority, sharers, type Seats } from './route-role-places.ts';

/** Which seats each route of reports lets through, written down by hand from law.md §6.1. */
export const correctionAccess: Readonly<Record<string, readonly Seats[]>> = {
  'correction.accept-correction': ['PROVIDER_HANDLER@provider'],
  'correction.answer-correction': ['PROVIDER_HANDLER@provider'],
  'correction.assign-correction': ['AUTHORITY_ADMIN@authority'],
  'correction.attach-evidence': ['APPLICANT@requester'],
  'correction.confirm-answer': ['APPLICANT@requester'],
  'correction.decide-dispute': ['AUTHORITY_LEADER@authority'],
  'correction.dispute-answer': ['APPLICANT@requester'],
  'correction.dispute-decision': ['APPLICANT@requester'],
  'correction.download-evidence': ['APPLICANT@requester', ...at(['PROVIDER_HANDLER', 'OFFICE_HEAD'], 'provider')],
  'correction.export-corrections': at(sharers, '*'),
  'correction.file-correction': ['APPLICANT@requester'],
  'correction.get-correction (draft)': at(sharers, 'requester'),
  'correction.get-correction (filed)': [...at(sharers, 'requester'), ...at(sharers, 'provider'), ...cityAuthority],
  'correction.list-corrections': at(sharers, '*'),
  'correction.list-flags': ['*@*'],
  'correction.raise-correction': ['APPLICANT@*'],
  'correction.read-particulars': ['APPLICANT@requester', ...at(['PROVIDER_HANDLER', 'OFFICE_HEAD'], 'provider')],
  'correction.remove-evidence': ['APPLICANT@requester'],
  'correction.save-correction': ['APPLICANT@requester'],
  'correction.sign-answer': ['OFFICE_HEAD@provider'],
  'correction.withdraw-correction': ['APPLICANT@requester'],
};

const acts: readonly Seats[] = ['AUDIT_ADMIN@city', 'DEPT_LEADER@provider', 'DEPT_LEADER@requester'];
/** Who may learn of reports: before they are filed, and afterwards. */
export const correctionSecrets = {
  unfiledCorrections: [...at(sharers, 'requester'), ...acts],
  filedCorrections: [...at(sharers, 'requester'), ...at(sharers, 'provider'), ...cityAuthority, ...acts],
} as const satisfies Record<string, readonly Seats[]>;
