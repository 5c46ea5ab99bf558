import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { MENU_LISTS, ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { useListCounts } from '../desk/api/service-queries.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import type { TicketPageView, TicketRowView } from '../desk/api/use-ticket-list.ts';
import { useDesk } from '../desk/desk-context.ts';
import { afterDrawing, focusTicket } from '../desk/focus-pane.ts';
import { aim } from '../desk/keyboard/aim.ts';
import {
  ACTION_WORDS,
  isTicketAction,
  keysOf,
  needsTicket,
  TICKET_ACTIONS,
  type Action,
} from '../desk/keyboard/shortcuts.ts';
import { countOf } from '../desk/live/list-counts.ts';
import { recentTickets } from '../desk/recent-tickets.ts';
import { partsOf, wholeList, type ListView } from '../desk/ticket-lists.ts';
import { useViewName } from '../desk/use-view-name.ts';
import { en, type WordKey } from '../ui/words/en.ts';
import { ko } from '../ui/words/ko.ts';
import { findEntries, numberIn, type OpenPalette, type PaletteEntry } from './palette-entries.ts';

/** The most tickets that are shown. */
const MOST_TICKETS = 12;

/** What only moves the focus or the selection, and what opens the palette itself. */
const KEYS_ONLY: readonly Action[] = [
  'next',
  'previous',
  'selectTo',
  'selectNext',
  'selectPrevious',
  'deselect',
  'palette',
  'find',
];

const wordsOf = (key: WordKey): string => `${en[key]} ${ko[key]}`;

type Named = Pick<TicketRowView, 'number' | 'title' | 'customer'>;

/** The tickets of all lists that were loaded, each once. */
const loadedTickets = (cache: QueryClient, serviceId: string): readonly Named[] => {
  const rows = cache
    .getQueriesData<InfiniteData<TicketPageView>>({
      queryKey: queryKeys.lists(serviceId),
      predicate: ({ queryKey }) => queryKey[2] !== 'customer',
    })
    .flatMap(([, data]) => data?.pages.flatMap((page) => page.rows) ?? []);
  return [...new Map(rows.map((row) => [row.number, row])).values()];
};

type Choosing = OpenPalette & { readonly query: string; readonly onList: (view: ListView) => void };

/**
 * What the palette offers for a query. Commands come from what is registered for keys, so that what a key can do is
 * here as well; those that are not possible now come last, with the reason.
 */
export const usePaletteEntries = ({ mode, number, query, onList }: Choosing): readonly PaletteEntry[] => {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const desk = useDesk();
  const { service, list: openList, myGroupIds } = desk;
  const { serviceId } = service;
  const nameOf = useViewName(desk);
  const { data: counts } = useListCounts(serviceId);
  useSyncExternalStore(aim.onChange, aim.revision);

  const openTicket = (wanted: number) => (): void => {
    const params = { serviceId, list: openList, number: wanted };
    void navigate({ to: '/s/$serviceId/$list/$number', params }).then(() => {
      afterDrawing(focusTicket);
    });
  };
  const ticketEntry = (group: string, { number: its, title, customer }: Named): PaletteEntry => ({
    id: `ticket-${its}`,
    group,
    label: title,
    words: `${ticketLabel(its)} ${customer.name ?? ''} ${customer.email ?? ''}`,
    hint: ticketLabel(its),
    run: openTicket(its),
  });
  const actionEntry = (group: string, action: keyof typeof ACTION_WORDS, reason: string | null): PaletteEntry => ({
    id: action,
    group: reason === null ? group : t('palette.notNow'),
    label: t(ACTION_WORDS[action]),
    words: wordsOf(ACTION_WORDS[action]),
    hint: reason ?? undefined,
    keys: keysOf(action),
    isOff: reason !== null,
    run: () => {
      if (number !== null && isTicketAction(action)) aim.order(action, number);
      else aim.act(action);
    },
  });
  const ticketCommands = (): readonly PaletteEntry[] => {
    const offered = new Map(aim.offers(number).map(({ action, reason }) => [action, reason]));
    // Of a ticket that is not loaded nothing is known: what has a key can be asked for, and waits for it.
    const isKnown = number !== null && TICKET_ACTIONS.some((action) => offered.has(action));
    return TICKET_ACTIONS.filter((action) => (isKnown ? offered.has(action) : keysOf(action).length > 0)).map(
      (action) =>
        actionEntry(
          number === null ? '' : t('palette.onTicket', { label: ticketLabel(number) }),
          action,
          number === null ? t('why.noTicket') : (offered.get(action) ?? null),
        ),
    );
  };
  const deskCommands = (): readonly PaletteEntry[] =>
    aim
      .offers(null)
      .flatMap(({ action, reason }) =>
        action.startsWith('list:') || KEYS_ONLY.includes(action)
          ? []
          : [
              actionEntry(
                t('palette.desk'),
                action as keyof typeof ACTION_WORDS,
                number === null && needsTicket(action) ? t('why.noTicket') : reason,
              ),
            ],
      );
  const lists = (): readonly PaletteEntry[] =>
    MENU_LISTS.filter((list) => list !== 'all_in_group' || myGroupIds.length > 0)
      .flatMap((list) => [wholeList(list), ...partsOf(list, myGroupIds)])
      .map((view) => {
        const isWhole = view.groupId === null && view.transfer === null;
        return {
          id: `list-${view.list}-${view.groupId ?? view.transfer ?? ''}`,
          group: t('keys.lists'),
          label: isWhole ? nameOf(view) : `${t(`list.${view.list}`)}: ${nameOf(view)}`,
          words: wordsOf(`list.${view.list}`),
          hint: counts && countOf(counts, view, myGroupIds)?.toLocaleString(i18n.language),
          keys: isWhole ? keysOf(`list:${view.list}`) : [],
          run: () => {
            onList(view);
          },
        };
      });

  const loaded = loadedTickets(cache, serviceId);
  const recent = recentTickets(serviceId)
    .filter((its) => its !== number)
    .flatMap((its) => {
      const ticket =
        loaded.find((row) => row.number === its) ?? cache.getQueryData<TicketView>(queryKeys.ticket(serviceId, its));
      return ticket === undefined ? [] : [ticketEntry(t('palette.recent'), ticket)];
    });
  const isRecent = new Set(recent.map(({ id }) => id));
  const tickets = loaded.map((row) => ticketEntry(t('palette.tickets'), row)).filter(({ id }) => !isRecent.has(id));
  const wanted = numberIn(query);
  const goTo =
    wanted === null
      ? []
      : [
          {
            id: 'go-to',
            group: t('palette.tickets'),
            label: t('palette.goTo', { label: ticketLabel(wanted) }),
            words: '',
            hint: loaded.find((row) => row.number === wanted)?.title,
            run: openTicket(wanted),
          },
        ];
  const isAsked = query.trim() !== '';
  const foundTickets = findEntries([...recent, ...tickets], query)
    .filter(({ id }) => id !== `ticket-${wanted ?? ''}`)
    .slice(0, MOST_TICKETS);
  if (mode === 'tickets') return [...goTo, ...foundTickets];
  const [commands, others] = [ticketCommands(), deskCommands()];
  const isPossible = ({ isOff }: PaletteEntry): boolean => isOff !== true;
  const isImpossible = ({ isOff }: PaletteEntry): boolean => isOff === true;
  const possible = [...commands.filter(isPossible), ...lists(), ...others.filter(isPossible)];
  return [
    ...goTo,
    ...findEntries(possible, query),
    ...(isAsked ? foundTickets : recent),
    ...findEntries([...commands, ...others].filter(isImpossible), query),
  ];
};
