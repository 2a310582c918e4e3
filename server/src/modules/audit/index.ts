export { startEvidenceWork } from './evidence-work.ts';
export { restartLog } from './restart-log.ts';
export { eraseBodies } from './erase-bodies.ts';
export { rotateHeadKey } from './head-key.ts';
export { personMarker, type PersonMarker } from './person-marks.ts';
export { runWitness } from './witness-work.ts';
