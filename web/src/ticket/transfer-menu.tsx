import { Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowsTransferUp, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { useTicketAction } from '../desk/keyboard/use-action.ts';
import { notifyOutcome } from '../desk/notify-outcome.tsx';
import { useObstacleWords } from '../desk/obstacle-words.ts';
import type { EditorSlot } from '../desk/ticket-page-slots.ts';
import { useFocusBack } from '../desk/use-focus-back.ts';
import { useNextTicket } from '../desk/use-next-ticket.ts';
import { HintedItem } from '../ui/hinted-item.tsx';
import { useWidth } from '../ui/use-width.ts';
import { escalateObstacle } from './command-obstacles.ts';
import styles from './transfer-menu.module.css';

const loadDialog = () =>
  import('./escalate-dialog.tsx').then(({ EscalateDialog: component }) => ({ default: component }));
const EscalateDialog = lazy(loadDialog);

/**
 * Hands the ticket over to other teams: a menu of ways, each with its dialog. On a phone, where its button has no room,
 * the ways stand among the other commands.
 */
export const TransferMenu = ({ ticket, onExplain }: Pick<EditorSlot, 'ticket' | 'onExplain'>): ReactNode => {
  const { t } = useTranslation();
  const obstacleWords = useObstacleWords();
  const { isHere, openTicket } = useNextTicket();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isAsked, setAsked] = useState(false);
  /** Counts the forms: one that was sent is followed by a new one. Null until the first is asked for. */
  const [form, setForm] = useState<number | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const opener = useRef<Element | null>(null);
  useFocusBack(isAsked, opener);
  const isPhone = useWidth('phone');
  const label = ticketLabel(ticket.number);
  const obstacle = escalateObstacle(ticket);
  const reason = obstacle === null ? null : obstacleWords(obstacle, ticket);
  const ask = (from: Element | null): void => {
    if (reason !== null) {
      onExplain({ words: reason, offers: obstacle === 'keep_first' ? ['keep'] : [] });
      return;
    }
    onExplain(null);
    opener.current = from;
    setForm((count) => count ?? 0);
    setAsked(true);
  };
  useTicketAction(
    'escalate',
    ticket.number,
    () => {
      ask(document.activeElement);
    },
    reason,
  );
  return (
    <>
      {!isPhone && (
        <Menu opened={isMenuOpen} onChange={setMenuOpen} position="bottom-end" width={304} shadow="md">
          <Menu.Target>
            <Tooltip label={reason} disabled={reason === null}>
              <Button
                ref={button}
                variant="default"
                className={styles.button}
                rightSection={<IconChevronDown size={14} />}
                leftSection={<IconArrowsTransferUp size={16} stroke={1.75} />}
                aria-haspopup="menu"
                aria-expanded={isMenuOpen}
                aria-disabled={reason !== null || undefined}
                onFocus={() => {
                  loadDialog().catch(() => undefined);
                }}
                onClick={() => {
                  if (reason === null) setMenuOpen((before) => !before);
                  else ask(button.current);
                }}
              >
                {t('escalate.open')}
              </Button>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <HintedItem
              name={t('escalate.menu')}
              hint={reason ?? t('escalate.menu.hint')}
              isOff={reason !== null}
              aside={<span className={styles.key}>h</span>}
              onClick={() => {
                // First the menu gives the focus back to its button.
                setTimeout(() => {
                  ask(button.current);
                }, 0);
              }}
            />
          </Menu.Dropdown>
        </Menu>
      )}
      {form !== null && (
        <Suspense>
          <EscalateDialog
            key={form}
            opened={isAsked}
            ticket={ticket}
            blocked={reason}
            onOrdered={(_ordered, { name }) => {
              setAsked(false);
              setForm(null);
              if (isHere()) return;
              notifyOutcome({
                words: t('escalate.done', { label, service: name }),
                back: t('editor.next', { label }),
                onBack: () => {
                  void openTicket(ticket.number);
                },
              });
            }}
            onClose={() => {
              setAsked(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
};
