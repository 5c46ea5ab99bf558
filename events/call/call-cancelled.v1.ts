import { defineEvent } from '../envelope.ts';
import { callData } from './call-data.ts';

export const callCancelledV1 = defineEvent({
  type: 'CallCancelled',
  version: 1,
  fact: 'call_cancelled',
  description: 'A reserved call was given up.',
  data: callData,
});
