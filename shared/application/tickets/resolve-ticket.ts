import { answerTicket, type AnswerTicketDeps } from './answer-ticket.ts';

/** The answer that ends the inquiry. */
export const resolveTicket = (deps: AnswerTicketDeps) => answerTicket(deps, 'resolve');
