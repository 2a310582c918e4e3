export { bareReceipt } from './bare-receipt.ts';
export { startEvidenceWork } from './evidence-work.ts';
export { answersUnder, countGrantCalls, drawGrantCalls, wasForMatter, type DrawnCall } from './grant-call-store.ts';
export { restartLog } from './restart-log.ts';
export { runWitness } from './witness-work.ts';
export { delegatedActs, endLentHand, lendHand } from './delegated-act-store.ts';
