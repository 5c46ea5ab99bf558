import { ActionIcon, FocusTrap } from '@mantine/core';
import {
  IconArrowsTransferUp,
  IconBolt,
  IconDatabaseSearch,
  IconHistory,
  IconListDetails,
  IconPhoneCalling,
  IconTemplate,
  IconUserSearch,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { lazy, Suspense, useRef, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMyCalls } from '../desk/api/use-my-calls.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useAction } from '../desk/keyboard/use-action.ts';
import { isLeaving, useOverlay } from '../desk/overlay.ts';
import { inChosenOrder } from '../desk/panel-order.ts';
import { usePreference } from '../desk/preferences.ts';
import { isDue } from '../desk/reserved-calls.ts';
import type { PanelsSlot } from '../desk/ticket-page-slots.ts';
import { useNow } from '../desk/timestamp.tsx';
import { loadTriggerWords } from '../desk/triggers/load-trigger-words.ts';
import { useWidth } from '../ui/use-width.ts';
import type { WordKey } from '../ui/words/en.ts';
import { FieldsPanel } from './fields-panel.tsx';
import { PanelIcons } from './panel-icons.tsx';
import { PanelLoading } from './panel-loading.tsx';
import styles from './panel-area.module.css';

const CustomerHistoryPanel = lazy(() =>
  import('./customer-history-panel.tsx').then(({ CustomerHistoryPanel: component }) => ({ default: component })),
);
const CustomerInformationPanel = lazy(() =>
  import('./customer-information-panel.tsx').then(({ CustomerInformationPanel: component }) => ({
    default: component,
  })),
);
const CallsPanel = lazy(() =>
  import('./calls-panel.tsx').then(({ CallsPanel: component }) => ({ default: component })),
);
const TemplatesPanel = lazy(() =>
  import('./templates-panel.tsx').then(({ TemplatesPanel: component }) => ({ default: component })),
);
const TransfersPanel = lazy(() =>
  import('./transfers-panel.tsx').then(({ TransfersPanel: component }) => ({ default: component })),
);
const EventLogPanel = lazy(() =>
  import('./event-log-panel.tsx').then(({ EventLogPanel: component }) => ({ default: component })),
);

const TriggersPanel = lazy(async () => {
  const [{ TriggersPanel: component }] = await Promise.all([import('./triggers-panel.tsx'), loadTriggerWords()]);
  return { default: component };
});

type Panel = {
  readonly id: string;
  readonly title: WordKey;
  readonly icon: Icon;
  readonly body: ComponentType<PanelsSlot>;
};

/** The panels that can be opened, in the order that their icons have until an agent chooses another. */
export const PANELS = [
  { id: 'fields', title: 'panel.fields', icon: IconListDetails, body: FieldsPanel },
  { id: 'customer-history', title: 'panel.customerHistory', icon: IconUserSearch, body: CustomerHistoryPanel },
  {
    id: 'customer-information',
    title: 'panel.customerInformation',
    icon: IconDatabaseSearch,
    body: CustomerInformationPanel,
  },
  { id: 'templates', title: 'panel.templates', icon: IconTemplate, body: TemplatesPanel },
  { id: 'transfers', title: 'panel.transfers', icon: IconArrowsTransferUp, body: TransfersPanel },
  { id: 'calls', title: 'panel.calls', icon: IconPhoneCalling, body: CallsPanel },
  { id: 'events', title: 'panel.events', icon: IconHistory, body: EventLogPanel },
  { id: 'triggers', title: 'panel.triggers', icon: IconBolt, body: TriggersPanel },
] as const satisfies readonly Panel[];
type PanelChoice = (typeof PANELS)[number]['id'] | 'none';
const CHOICES: readonly PanelChoice[] = [...PANELS.map(({ id }) => id), 'none'];

/**
 * The icons at the right edge and the panel that they open. Where there is little room the panel floats over the
 * ticket, is closed at first and is part of the address; on a phone it covers the ticket, and the icons are in it.
 */
export const PanelArea = ({ ticket, Entry }: PanelsSlot): ReactNode => {
  const { t } = useTranslation();
  const { me } = useDesk();
  const isFloating = useWidth('floating-panel');
  const isSheet = useWidth('phone');
  const { open: overlay, show, close } = useOverlay();
  const [kept, keep] = usePreference('panel', CHOICES, 'fields');
  const choice = isFloating ? (CHOICES.find((known) => known === overlay) ?? 'none') : kept;
  const choose = (next: PanelChoice): void => {
    if (!isFloating) keep(next);
    else if (next === 'none') close();
    else show(next);
  };
  /** The panel that the key opens again. */
  const folded = useRef<PanelChoice>('fields');
  const now = useNow();
  const { data: mine } = useMyCalls(ticket.serviceId);
  const isCallDue = mine?.calls.some((call) => call.number === ticket.number && isDue(call, now)) ?? false;
  const open = PANELS.find(({ id }) => id === choice);
  const Body = open?.body;
  useAction('details', () => {
    if (choice === 'none') {
      choose(folded.current);
      return;
    }
    folded.current = choice;
    choose('none');
  });
  const icons = (
    <PanelIcons
      icons={inChosenOrder(PANELS, me.preferences.panelOrder).map(({ id, title, icon }) => ({
        id,
        icon,
        label: t(id === 'calls' && isCallDue ? 'panel.callsDue' : title),
        isOpen: id === choice,
        isDue: id === 'calls' && isCallDue,
      }))}
      isLying={isSheet}
      onToggle={(id) => {
        choose(CHOICES.find((known) => known === id && known !== choice) ?? 'none');
      }}
    />
  );
  return (
    <>
      {open !== undefined && Body !== undefined && (
        <FocusTrap active={isSheet}>
          <section
            className={styles.panel}
            role={isSheet ? 'dialog' : 'complementary'}
            aria-modal={isSheet || undefined}
            data-floating={isFloating || undefined}
            aria-label={t(open.title)}
            onKeyDown={(event) => {
              if (isSheet && isLeaving(event)) close();
            }}
          >
            <header className={styles.header}>
              <h2 className={styles.title}>{t(open.title)}</h2>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={28}
                aria-label={t('panel.close')}
                onClick={() => {
                  choose('none');
                }}
              >
                <IconX size={16} />
              </ActionIcon>
            </header>
            <div className={styles.body}>
              <Suspense fallback={<PanelLoading />}>
                <Body ticket={ticket} Entry={Entry} />
              </Suspense>
            </div>
            {isSheet && icons}
          </section>
        </FocusTrap>
      )}
      {!isSheet && (
        <aside className={styles.place} aria-label={t('panel.label')}>
          {icons}
        </aside>
      )}
    </>
  );
};
