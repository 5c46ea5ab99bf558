import type { MailLayoutRepository } from '../../../shared/application/ports/mails.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import type { MailLayout } from '../../../shared/domain/mail/mail-layout.ts';

/** Mail layouts in memory; the facts of their changes are open to tests. */
export const memoryMailLayoutRepository = (): MailLayoutRepository & { readonly facts: readonly DeskFact[] } => {
  const layouts = new Map<string, MailLayout>();
  const facts: DeskFact[] = [];
  const keyOf = (serviceId: string, kind: string, language: string) => JSON.stringify([serviceId, kind, language]);
  const stored = ({ serviceId, kind, language }: MailLayout) => layouts.get(keyOf(serviceId, kind, language));
  return {
    facts,
    list: async (serviceId) => [...layouts.values()].filter((layout) => layout.serviceId === serviceId),
    find: async (serviceId, kind, language) => layouts.get(keyOf(serviceId, kind, language)),
    async save(layout, before, fact) {
      if (stored(layout)?.version !== before?.version) return false;
      layouts.set(keyOf(layout.serviceId, layout.kind, layout.language), layout);
      facts.push(fact);
      return true;
    },
    async remove(layout, fact) {
      if (stored(layout)?.version !== layout.version) return false;
      layouts.delete(keyOf(layout.serviceId, layout.kind, layout.language));
      facts.push(fact);
      return true;
    },
  };
};
