import { Button, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconHandGrab } from '@tabler/icons-react';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keepTicket } from '../../../shared/contracts/http/tickets.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { mutationKeys, queryKeys } from '../desk/api/query-keys.ts';
import { settleTicket } from '../desk/api/settle-ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { focusTicketOnAnswer, useTicketAction } from '../desk/keyboard/use-action.ts';
import { useLive } from '../desk/live/live-context.ts';
import { useObstacleWords } from '../desk/obstacle-words.ts';
import type { EditorSlot } from '../desk/ticket-page-slots.ts';
import { announce } from '../ui/announcer.tsx';
import { useRefusal } from './use-refusal.ts';

type KeepDecision = { readonly groupId?: string; readonly key: string };
type KeepHooks = { readonly onKept: () => void; readonly onRefused: (error: Error) => void };

/**
 * Assigns an unassigned ticket to the agent. No version is sent, because new messages on the ticket don't matter here.
 * When somebody else was faster, the refusal names them and the ticket is read again.
 */
const useKeepTicket = (
  serviceId: string,
  number: number,
  { onKept, onRefused }: KeepHooks,
): UseMutationResult<TicketView, Error, KeepDecision> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  return useMutation({
    mutationKey: mutationKeys.keep(serviceId, number),
    mutationFn: ({ groupId, key }: KeepDecision) =>
      call(keepTicket, {
        params: { serviceId, number },
        body: groupId === undefined ? {} : { groupId },
        idempotencyKey: key,
      }),
    // Here and not at `mutate`: a live update may remove the button before the answer comes, and then its own callbacks
    // are not called.
    onSuccess: (ticket) => {
      void settleTicket(cache, ticket);
      onKept();
    },
    onError: (error) => {
      void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) });
      onRefused(error);
    },
  });
};

type KeepProps = Pick<EditorSlot, 'ticket' | 'onExplain'>;

/** Stands in the place of the button when the ticket can't be kept: its key explains why. */
export const KeepNotPossible = ({ ticket, onExplain }: KeepProps): ReactNode => {
  const { me } = useDesk();
  const obstacleWords = useObstacleWords();
  const { assigneeId } = ticket;
  const obstacle = assigneeId === null ? 'status' : assigneeId === me.agentId ? 'yours_already' : 'not_assignee';
  const words = obstacleWords(obstacle, ticket);
  const explain = (): void => {
    onExplain({ words, offers: [] });
  };
  useTicketAction('keep', ticket.number, explain, words);
  return null;
};

/** Keeps the ticket; an agent of several groups chooses one from a menu first. */
export const KeepButton = ({ ticket, onExplain }: KeepProps): ReactNode => {
  const { t } = useTranslation();
  const { service, myGroupIds, groupName } = useDesk();
  const refusalOf = useRefusal(ticket);
  const { online } = useLive();
  const [menuOpen, setMenuOpen] = useState(false);
  const label = ticketLabel(ticket.number);
  const keep = useKeepTicket(service.serviceId, ticket.number, {
    onKept: () => {
      announce(t('ticket.kept', { label }));
      // The button disappears; without this the focus would go back to the top of the page.
      focusTicketOnAnswer();
    },
    onRefused: (error) => {
      notifications.show({ message: refusalOf(error), color: 'yellow', withBorder: true });
    },
  });
  const mayKeep = ticket.allowed.includes('keep');
  const take = (groupId?: string): void => {
    if (keep.isPending) {
      onExplain({ words: t(online ? 'why.keeping' : 'why.keepingOffline', { label }), offers: [] });
      return;
    }
    if (!mayKeep) {
      onExplain({ words: t('problem.forbidden'), offers: [] });
      return;
    }
    keep.mutate({ key: crypto.randomUUID(), ...(groupId === undefined ? {} : { groupId }) });
  };
  const needsGroup = myGroupIds.length > 1;
  const ask = (): void => {
    if (needsGroup && mayKeep) setMenuOpen(true);
    else take(myGroupIds[0]);
  };
  useTicketAction('keep', ticket.number, ask, mayKeep ? null : t('problem.forbidden'));
  const button = (
    <Button
      leftSection={<IconHandGrab size={16} stroke={1.75} />}
      rightSection={needsGroup ? <IconChevronDown size={14} /> : null}
      disabled={!mayKeep}
      aria-busy={keep.isPending}
      data-busy={keep.isPending || undefined}
      {...(needsGroup ? {} : { onClick: ask })}
    >
      {t('ticket.keep')}
    </Button>
  );
  if (!needsGroup) return <Tooltip label={`${t('ticket.keep')} (t)`}>{button}</Tooltip>;
  return (
    <Menu opened={menuOpen} onChange={setMenuOpen} position="bottom-end" shadow="md">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('ticket.keepAs')}</Menu.Label>
        {myGroupIds.map((groupId) => (
          <Menu.Item
            key={groupId}
            onClick={() => {
              take(groupId);
            }}
          >
            {groupName(groupId) ?? groupId}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
