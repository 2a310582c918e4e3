export { bareReceipt } from './bare-receipt.ts';
export { startEvidenceWork } from './evidence-work.ts';
export { restartLog } from './restart-log.ts';
export { runWitness } from './witness-work.ts';
