import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../app/pane-error.tsx';

/** A list without an open ticket. */
export const NoTicketPage = (): ReactNode => {
  const { t } = useTranslation();
  return (
    <main id="ticket" tabIndex={-1} style={{ flex: 1 }}>
      <Nothing title={t('ticket.none.title')} text={t('ticket.none.text')} />
    </main>
  );
};
