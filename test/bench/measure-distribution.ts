import { isDeepStrictEqual } from 'node:util';
import { mailBurst } from '../support/mail-burst.ts';
import { openDesk } from '../support/open-desk.ts';
import { percentile } from './percentile.ts';

export type DistributionRow = {
  /** Seconds in which the desk took all mails. */
  readonly taken: number;
  /** Milliseconds from when a mail program called to when the ticket was an agent's. */
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  /** Tickets of each agent, most first. */
  readonly tickets: readonly number[];
  /** Whether figures and lists are those of a recount. */
  readonly isRight: boolean;
};

/** A burst of mails to a running desk with triggers: how evenly and how soon their tickets are handed out. */
export const measureDistribution = async (mails: number, triggers: number): Promise<DistributionRow> => {
  const desk = await openDesk();
  try {
    const { taken, waits, agents, unassigned, recount } = await mailBurst(desk, mails, triggers);
    return {
      taken,
      p50: percentile(waits, 0.5),
      p95: percentile(waits, 0.95),
      longest: waits.at(-1)!,
      tickets: agents.map(({ assigned }) => assigned.length).toSorted((a, b) => b - a),
      isRight:
        recount.includes('no difference') &&
        unassigned.length === 0 &&
        agents.every(({ assigned, listed }) => isDeepStrictEqual(assigned, listed)),
    };
  } finally {
    await desk.close();
  }
};
