import type { Fact } from '../../domain/ticket/facts.ts';

export type ViewingLog = {
  /**
   * Writes that somebody looked at something hidden, before it is shown. False when the ticket is gone meanwhile: then
   * nothing is written.
   */
  record(fact: Fact): Promise<boolean>;
};
