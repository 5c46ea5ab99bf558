import { type Result } from '../kernel/result.ts';
import { answerTicket, type AnswerTicket } from './answer-ticket.ts';
import { type Decision, type Moment } from './decision.ts';
import { type TicketRefusal } from './errors.ts';
import { type Ticket } from './ticket.ts';

/** The answer that ends the inquiry: mails it to the customer. */
export const resolveTicket = (ticket: Ticket, command: AnswerTicket, moment: Moment): Result<Decision, TicketRefusal> => answerTicket('resolve', ticket, command, moment);
