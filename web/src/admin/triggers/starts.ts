import type { TFunction } from 'i18next';
import type { ServiceView } from '../../desk/api/service-queries.ts';
import { actionOf, EMPTY, type TriggerValues } from './trigger-values.ts';

/** What most services begin with. */
export const STARTS = ['byType', 'even', 'reminder', 'vip', 'outOfHours'] as const;
export type Start = (typeof STARTS)[number];

/** The trigger that a start fills the form with. A group is chosen where the service has one alone. */
export const startValues = (
  start: Start,
  { groups, kind }: Pick<ServiceView, 'groups' | 'kind'>,
  t: TFunction<'admin'>,
): TriggerValues => {
  const inUse = groups.filter(({ active }) => active);
  const groupId = inUse.length === 1 ? inUse[0]!.groupId : '';
  const html = (words: string): string =>
    words
      .split('\n')
      .map((line) => `<p>${line}</p>`)
      .join('');
  const values = (): Partial<TriggerValues> => {
    switch (start) {
      case 'byType':
        return {
          conditions: { match: 'all', conditions: [{ field: 'ticket.inquiryType', operator: 'any_of' }] },
          actions: [{ ...actionOf('forward_to_group'), groupId }],
        };
      case 'even':
        return {
          conditions: { match: 'all', conditions: [{ field: 'ticket.assignee', operator: 'is_empty' }] },
          actions: [{ ...actionOf('assign'), groupId }],
        };
      case 'reminder':
        return {
          event: { kind: 'hours_since', since: 'status_change', hours: 24 },
          conditions: { match: 'all', conditions: [{ field: 'ticket.status', operator: 'is', value: 'pending' }] },
          actions: [
            {
              ...actionOf('mail'),
              to: 'assignee',
              subject: t('triggers.start.reminder.subject'),
              html: html(t('triggers.start.reminder.text')),
            },
          ],
        };
      case 'vip':
        return {
          conditions: {
            match: 'any',
            conditions: [
              { field: 'customer.note', operator: 'contains', value: 'VIP' },
              { field: 'ticket.tags', operator: 'any_of', value: ['VIP'] },
            ],
          },
          actions: [{ ...actionOf('set_priority'), priority: 'urgent' }],
        };
      case 'outOfHours':
        return {
          conditions: {
            match: 'all',
            conditions: [
              { field: 'event.at', operator: 'outside_business_hours' },
              // An issue service gets its tickets from others: it answers nobody by mail.
              ...(kind === 'contact'
                ? [{ field: 'ticket.channel', operator: 'any_of' as const, value: ['email', 'web'] }]
                : []),
            ],
          },
          actions: [
            {
              ...actionOf('mail'),
              to: 'customer',
              subject: t('triggers.start.outOfHours.subject'),
              html: html(t('triggers.start.outOfHours.text')),
            },
          ],
        };
    }
  };
  return { ...EMPTY, name: t(`triggers.start.${start}`), ...values() };
};
