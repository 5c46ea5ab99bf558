import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowForwardUp, IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { aim } from '../desk/keyboard/aim.ts';
import { useTicketAction } from '../desk/keyboard/use-action.ts';
import { useObstacleWords, type Obstacle } from '../desk/obstacle-words.ts';
import { notifyOutcome } from '../desk/notify-outcome.tsx';
import type { EditorSlot } from '../desk/ticket-page-slots.ts';
import { useFocusBack } from '../desk/use-focus-back.ts';
import { useNextTicket } from '../desk/use-next-ticket.ts';
import { announce } from '../ui/announcer.tsx';
import { HintedItem } from '../ui/hinted-item.tsx';
import { useWidth } from '../ui/use-width.ts';
import { NOTHING_TYPED } from './command-dialog.ts';
import { escalateObstacle, HEADER_COMMANDS, obstacleTo, type HeaderCommand } from './command-obstacles.ts';
import { useRefusal } from './use-refusal.ts';
import { useTicketCommand, type HeaderOrder } from './use-ticket-command.ts';
import styles from './ticket-commands.module.css';

const loadForward = () =>
  import('./forward-dialog.tsx').then(({ ForwardDialog: component }) => ({ default: component }));
const ForwardDialog = lazy(loadForward);
const ResolveInternallyDialog = lazy(() =>
  import('./resolve-internally-dialog.tsx').then(({ ResolveInternallyDialog: component }) => ({ default: component })),
);
const ConfirmDialog = lazy(() =>
  import('./confirm-dialog.tsx').then(({ ConfirmDialog: component }) => ({ default: component })),
);

type AskedCommand = Exclude<HeaderCommand, 'unassign'>;

/**
 * The commands that neither keep nor answer a ticket: forward by key or button, the others in a menu, where one that is
 * not possible says why. What can't be taken back is asked about first.
 */
export const TicketCommands = ({ ticket, onExplain }: Pick<EditorSlot, 'ticket' | 'onExplain'>): ReactNode => {
  const { t } = useTranslation();
  const { agentName, groupName } = useDesk();
  const obstacleWords = useObstacleWords();
  const reasonOf = (obstacle: Obstacle): string => obstacleWords(obstacle, ticket);
  const refusalOf = useRefusal(ticket);
  const { isHere, openTicket, moveOn } = useNextTicket();
  const [asked, setAsked] = useState<AskedCommand | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  /** What had the focus before the dialog. */
  const opener = useRef<Element | null>(null);
  const label = ticketLabel(ticket.number);

  useFocusBack(asked !== null, opener);

  const close = (): void => {
    setAsked(null);
  };
  const doneWords = (done: TicketView, order: HeaderOrder): string => {
    const status = t(`status.${done.status}`);
    const group = groupName(done.groupId) ?? t('departure.noGroup');
    switch (order.command) {
      case 'forward':
        return done.assigneeId === null
          ? t('more.forward.doneGroup', { label, group, status })
          : t('more.forward.done', { label, name: agentName(done.assigneeId) ?? t('ticket.somebody'), status });
      case 'resolve_internally':
        return t('more.resolve_internally.done', { label, reason: t(`reason.${order.body.reason}`) });
      case 'unassign':
        return t('more.unassign.done', { label, group });
      case 'withdraw':
      case 'complete':
        return t(`more.${order.command}.done`, { label, status });
    }
  };
  const { mutate, isPending } = useTicketCommand(ticket, {
    onDone: (done, order) => {
      const words = doneWords(done, order);
      setTyped(NOTHING_TYPED);
      announce(words);
      close();
      const hasMovedOn = !isHere() || (order.command === 'resolve_internally' && moveOn(done.number) !== null);
      notifyOutcome({
        words: words,
        back: hasMovedOn ? t('editor.next', { label }) : null,
        onBack: () => {
          void openTicket(done.number);
        },
      });
    },
    onRefused: (error) => {
      const words = refusalOf(error);
      if (isHere() && asked !== null) setRefusal(words);
      else notifications.show({ message: words, color: 'yellow', withBorder: true });
    },
  });
  const ask = (command: HeaderCommand, from: Element | null): void => {
    const obstacle = obstacleTo(command, ticket);
    if (obstacle !== null) {
      onExplain({ words: reasonOf(obstacle), offers: obstacle === 'keep_first' ? ['keep'] : [] });
      return;
    }
    if (isPending) return;
    onExplain(null);
    setRefusal(null);
    opener.current = from;
    if (command === 'unassign') {
      mutate({ command });
      return;
    }
    if (command === 'forward') aim.awaitRecipient(ticket.number);
    setAsked(command);
  };
  const asking = (command: HeaderCommand) => (): void => {
    ask(command, document.activeElement);
  };
  const whyNot = (command: HeaderCommand): string | null => {
    const obstacle = obstacleTo(command, ticket);
    return obstacle === null ? null : reasonOf(obstacle);
  };
  useTicketAction('forward', ticket.number, asking('forward'), whyNot('forward'));
  useTicketAction('resolve_internally', ticket.number, asking('resolve_internally'), whyNot('resolve_internally'));
  useTicketAction('withdraw', ticket.number, asking('withdraw'), whyNot('withdraw'));
  useTicketAction('unassign', ticket.number, asking('unassign'), whyNot('unassign'));
  useTicketAction('complete', ticket.number, asking('complete'), whyNot('complete'));

  const blockedBy = asked === null ? null : obstacleTo(asked, ticket);
  const dialog = {
    ticket,
    typed,
    onType: (change: Partial<typeof typed>) => {
      setTyped((before) => ({ ...before, ...change }));
    },
    state: { isPending, refusal, blocked: blockedBy === null ? null : reasonOf(blockedBy) },
    onGive: (order: HeaderOrder) => {
      setRefusal(null);
      mutate(order);
    },
    onClose: close,
  };
  const forwardObstacle = obstacleTo('forward', ticket);
  const isPhone = useWidth('phone');
  const transferObstacle = escalateObstacle(ticket);
  return (
    <>
      <Tooltip label={forwardObstacle === null ? `${t('more.forward')} (f)` : reasonOf(forwardObstacle)}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('more.forward')}
          aria-keyshortcuts="f"
          aria-haspopup="dialog"
          aria-disabled={forwardObstacle !== null || undefined}
          className={styles.button}
          onFocus={() => {
            loadForward().catch(() => undefined);
          }}
          onClick={(event) => {
            ask('forward', event.currentTarget);
          }}
        >
          <IconArrowForwardUp size={18} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Menu opened={isMenuOpen} onChange={setMenuOpen} position="bottom-end" width={304} shadow="md">
        <Menu.Target>
          <ActionIcon ref={menuButton} variant="default" size={30} aria-label={t('more.open')} title={t('more.open')}>
            <IconDots size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isPhone && (
            <HintedItem
              name={t('escalate.menu')}
              hint={transferObstacle === null ? t('escalate.menu.hint') : reasonOf(transferObstacle)}
              isOff={transferObstacle !== null}
              aside={null}
              onClick={() => {
                // First the menu gives the focus back to its button.
                setTimeout(() => {
                  aim.order('escalate', ticket.number);
                }, 0);
              }}
            />
          )}
          {HEADER_COMMANDS.map((command) => {
            const obstacle = obstacleTo(command, ticket);
            return (
              <HintedItem
                key={command}
                name={t(`more.${command}`)}
                hint={obstacle === null ? t(`more.${command}.hint`) : reasonOf(obstacle)}
                isOff={obstacle !== null}
                aside={command === 'forward' ? <span className={styles.key}>f</span> : null}
                onClick={() => {
                  // First the menu gives the focus back to its button.
                  setTimeout(() => {
                    ask(command, menuButton.current);
                  }, 0);
                }}
              />
            );
          })}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {asked === 'forward' && <ForwardDialog {...dialog} />}
        {asked === 'resolve_internally' && <ResolveInternallyDialog {...dialog} />}
        {(asked === 'withdraw' || asked === 'complete') && (
          <ConfirmDialog
            {...dialog}
            title={t(`more.${asked}.ask`, { label })}
            text={t(`more.${asked}.lost`)}
            yes={t(`more.${asked}.yes`)}
            onYes={() => {
              dialog.onGive({ command: asked });
            }}
          />
        )}
      </Suspense>
    </>
  );
};
