import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** Kinds of things that administrators change. */
export const SUBJECTS = [
  'service',
  'agent',
  'group',
  'category',
  'field',
  'template',
  'mail_layout',
  'restricted_words',
  'customer_information',
  'notice',
  'trigger',
  'business_hours',
] as const;
export const ACTIONS = ['created', 'changed', 'removed'] as const;

/** What an event about a service tells: what was changed, and the names of its changed members without values. */
const deskData = z.object({
  subject: z.object({
    kind: z.enum(SUBJECTS),
    id: z.string().min(1).meta({ description: 'Of the subject’s own kind: an agent’s, a group’s, a field’s code.' }),
  }),
  action: z.enum(ACTIONS),
  changed: z.array(z.string()).meta({ description: 'Names of what is not as it was, never a value.' }),
});
export type DeskData = z.input<typeof deskData>;

/** What administrators do to a service. */
export const deskEvents = [
  defineEvent({
    type: 'ServiceChanged',
    version: 1,
    fact: 'service_changed',
    description: 'A service was made or changed: its name, channels, addresses or times.',
    data: deskData,
  }),
  defineEvent({
    type: 'AgentChanged',
    version: 1,
    fact: 'agent_changed',
    description: 'Somebody became an agent of a service, or their role, groups, flags or activity changed.',
    data: deskData,
  }),
  defineEvent({
    type: 'GroupChanged',
    version: 1,
    fact: 'group_changed',
    description: 'A group of agents was made, changed or taken away, or its agents stand in another order.',
    data: deskData,
  }),
  defineEvent({
    type: 'SettingsChanged',
    version: 1,
    fact: 'settings_changed',
    description:
      'Something that administrators keep was changed: a category, a field, a template, a layout, a sender, words, a connection, a notice, a trigger, business hours.',
    data: deskData,
  }),
] as const;
