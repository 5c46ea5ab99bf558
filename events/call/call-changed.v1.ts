import { defineEvent } from '../envelope.ts';
import { callData } from './call-data.ts';

export const callChangedV1 = defineEvent({
  type: 'CallChanged',
  version: 1,
  fact: 'call_changed',
  description: 'A reserved call got another time, number, note or owner.',
  data: callData,
});
