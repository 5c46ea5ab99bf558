import { defineEvent } from '../envelope.ts';
import { deskData } from './desk-data.ts';

export const groupChangedV1 = defineEvent({
  type: 'GroupChanged',
  version: 1,
  fact: 'group_changed',
  description: 'A group of agents was made, changed or taken away, or its agents stand in another order.',
  data: deskData,
});
