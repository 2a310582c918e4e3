/** Front door of correction: which items of an entry are being verified after a report. */
export { openCorrectionsOf } from './flags.ts';
