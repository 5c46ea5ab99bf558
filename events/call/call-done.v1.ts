import { defineEvent } from '../envelope.ts';
import { callData } from './call-data.ts';

export const callDoneV1 = defineEvent({
  type: 'CallDone',
  version: 1,
  fact: 'call_done',
  description: 'A reserved call was made.',
  data: callData,
});
