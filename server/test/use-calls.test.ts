import { expect, test } from 'vitest';
import { callAction } from '../src/modules/gateway/runtime/call-evidence.ts';
import { CALL_ACTION } from '../src/modules/sharing/use-record/use-record-rules.ts';

test('809-29: what use records count are the calls that the gateway puts into the evidence', () => {
  expect(CALL_ACTION).toBe(callAction);
});
