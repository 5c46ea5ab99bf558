import { answerTicket, type AnswerTicketDeps } from './answer-ticket.ts';

/** An interim answer: the ticket waits. */
export const pendTicket = (deps: AnswerTicketDeps) => answerTicket(deps, 'pend');
