import { defineEvent } from '../envelope.ts';
import { deskData } from './desk-data.ts';

export const agentChangedV1 = defineEvent({
  type: 'AgentChanged',
  version: 1,
  fact: 'agent_changed',
  description: 'Somebody became an agent of a service, or their role, groups, flags or activity changed.',
  data: deskData,
});
