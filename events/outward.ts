import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { ticketData, trigger } from './ticket.ts';

/** What an event about a call of a trigger tells. Neither the address nor what was sent or answered is published. */
const outwardData = ticketData.extend({
  version: z.int().nonnegative().meta({ description: 'The ticket’s version when it happened, unguarded.' }),
  outwardId: z.string().min(1).meta({ description: 'The URL call or the messenger notice.' }),
  trigger,
});

/** What triggers send outside. */
export const outwardEvents = [
  defineEvent({
    type: 'OutwardOrdered',
    version: 1,
    fact: 'outward_ordered',
    description: 'A trigger is to call a URL, or to send a messenger notice.',
    data: outwardData,
  }),
  defineEvent({
    type: 'OutwardFailed',
    version: 1,
    fact: 'outward_failed',
    description: 'A call or a notice of a trigger was given up: nobody took it within a day, or never will.',
    data: outwardData,
  }),
] as const;
