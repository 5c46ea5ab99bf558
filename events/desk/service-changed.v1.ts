import { defineEvent } from '../envelope.ts';
import { deskData } from './desk-data.ts';

export const serviceChangedV1 = defineEvent({
  type: 'ServiceChanged',
  version: 1,
  fact: 'service_changed',
  description: 'A service was made or changed: its name, channels, addresses or times.',
  data: deskData,
});
