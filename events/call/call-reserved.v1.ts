import { defineEvent } from '../envelope.ts';
import { callData } from './call-data.ts';

export const callReservedV1 = defineEvent({
  type: 'CallReserved',
  version: 1,
  fact: 'call_reserved',
  description: 'A callback was promised to a customer, for the time in `changes`.',
  data: callData,
});
