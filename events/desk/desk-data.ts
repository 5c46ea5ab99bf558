import * as z from 'zod';
import { DESK_ACTIONS, DESK_SUBJECTS } from '../../shared/domain/desk/desk-facts.ts';

/** An administrative change: what was changed and the names of what is not as it was. Its values stay in the desk. */
export const deskData = z.object({
  subject: z.object({
    kind: z.enum(DESK_SUBJECTS),
    id: z.string().min(1).meta({ description: 'Of the subject’s own kind: an agent’s, a group’s, a field’s code.' }),
  }),
  action: z.enum(DESK_ACTIONS),
  changed: z.array(z.string()).meta({ description: 'Names of what is not as it was, never a value.' }),
});
