import { type Result } from '../kernel/result.ts';
import { answerTicket, type AnswerTicket } from './answer-ticket.ts';
import { type Decision, type Moment } from './decision.ts';
import { type TicketRefusal } from './errors.ts';
import { type Ticket } from './ticket.ts';

/** An interim answer: mails it to the customer and puts the ticket on hold; pending again says more. */
export const pendTicket = (ticket: Ticket, command: AnswerTicket, moment: Moment): Result<Decision, TicketRefusal> => answerTicket('pend', ticket, command, moment);
