import type { operations } from '../../../../shared/contracts/http/operations.ts';
import type { OutputOf } from '../api/call-operation.ts';
import type { TicketView } from '../api/ticket-queries.ts';

/** What a ticket, or one that is to be created, says about which templates fit it. */
export type FittingTicket = Pick<TicketView, 'language' | 'processingTypeId'>;
export type TemplateHead = OutputOf<typeof operations.listTemplates>['templates'][number];

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');

/**
 * The templates for a ticket that have what was typed in their name or search code; spaces make no difference. First
 * comes the one with this code, then those in the ticket's language; among them first those whose code begins with it.
 * Otherwise the order stays: the most used one first.
 */
export const fittingTemplates = (
  templates: readonly TemplateHead[],
  query: string,
  { language, processingTypeId }: FittingTicket,
): readonly TemplateHead[] => {
  const wanted = folded(query);
  const isOffered = ({ categoryIds }: TemplateHead): boolean =>
    processingTypeId === null || categoryIds.length === 0 || categoryIds.includes(processingTypeId);
  const place = (template: TemplateHead): number =>
    (template.searchCode === wanted ? 0 : 4) +
    (template.language === language ? 0 : 2) +
    (template.searchCode.startsWith(wanted) ? 0 : 1);
  return templates
    .filter(
      (template) =>
        isOffered(template) && (folded(template.name).includes(wanted) || template.searchCode.includes(wanted)),
    )
    .toSorted((a, b) => place(a) - place(b));
};
