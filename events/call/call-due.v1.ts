import { defineEvent } from '../envelope.ts';
import { callData } from './call-data.ts';

export const callDueV1 = defineEvent({
  type: 'CallDue',
  version: 1,
  fact: 'call_due',
  description: 'The time of a reserved call has come; published once for each of its times.',
  data: callData,
});
