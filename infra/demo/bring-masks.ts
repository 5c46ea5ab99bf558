import { maskEntry, type MaskingDeps } from '../../shared/application/masking/mask-entry.ts';
import type { TicketRepository } from '../../shared/application/ports/tickets.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import { maskingOf } from '../../shared/domain/masking/change-entry.ts';
import { mapText } from '../../shared/domain/masking/html-text.ts';
import { DAMAGES } from './damage-stories.ts';

export type BringMasksDeps = Omit<MaskingDeps, 'tickets'> & {
  readonly tickets: MaskingDeps['tickets'] & Pick<TicketRepository, 'listTickets' | 'listEntries'>;
};

/**
 * Masks the card numbers in the newest tickets that agents have in hand, as these agents. What is masked already stays
 * as it is. Returns how many were masked.
 */
export const bringMasks = async (deps: BringMasksDeps, agents: readonly Agent[]): Promise<number> => {
  const { tickets, clock } = deps;
  const mask = maskEntry(deps);
  const maskIn = async (agent: Agent, number: number, words: string): Promise<number> => {
    const { items } = await tickets.listEntries('care', number, { limit: 20, order: 'newest' });
    for (const entry of items) {
      const start = mapText(entry.html).text.indexOf(words);
      if (start < 0) continue;
      const masked = await mask({
        serviceId: 'care',
        number,
        agent,
        correlationId: clock.newId('cor'),
        entryId: entry.id,
        revision: maskingOf(entry).revision,
        selections: [{ start, end: start + words.length }],
      });
      if (!masked.ok) throw new Error(`A mask of the demo was refused: ${JSON.stringify(masked.error)}`);
      return 1;
    }
    return 0;
  };
  let masks = 0;
  for (const agent of agents) {
    const { items } = await tickets.listTickets(
      'care',
      { kind: 'assignee', assigneeId: agent.agentId, status: 'processing' },
      { limit: 50, order: 'newest' },
    );
    for (const { number, customer } of items) {
      const damage = DAMAGES.find((each) => each.customer.email === customer.email);
      if (damage !== undefined) masks += await maskIn(agent, number, damage.masked);
    }
  }
  return masks;
};
