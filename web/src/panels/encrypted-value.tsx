import { ActionIcon, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { mayUnmask } from '../../../shared/domain/desk/permissions.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { FieldRow, type RowsState } from './field-row.tsx';
import { useSubjectName, useValueWords } from './use-value-words.ts';
import styles from './fields-panel.module.css';

/** Shows the value of an encrypted field for a while; the log says who looked. It is kept nowhere else. */
const useReveal = ({ serviceId, number }: WholeTicketView, code: string) => {
  const { call } = useConsole();
  return useMutation({
    mutationFn: () => call(operations.revealField, { params: { serviceId, number, code }, body: {} }),
    gcTime: 0,
  });
};

/** The value of an encrypted field: hidden, until somebody who may see it asks for it. */
export const EncryptedRow = ({ field, state }: { readonly field: FieldView; readonly state: RowsState }): ReactNode => {
  const { t } = useTranslation();
  const { me, service } = useDesk();
  const name = useSubjectName()(field);
  const valueWords = useValueWords();
  const errorWords = useErrorWords();
  const { ticket } = state;
  const reveal = useReveal(ticket, field.code);
  /** The version whose value is shown: another one may have another. */
  const [shownOf, setShownOf] = useState<number | null>(null);
  const mine = service.agents.find(({ agentId }) => agentId === me.agentId);
  const isShown = reveal.data !== undefined && shownOf === ticket.version;
  const label = t(isShown ? 'fields.hide' : 'fields.reveal', { name });
  const toggle = (): void => {
    if (isShown) {
      setShownOf(null);
      reveal.reset();
    } else
      reveal.mutate(undefined, {
        onSuccess: () => {
          setShownOf(ticket.version);
        },
      });
  };
  return (
    <FieldRow
      subject={field}
      state={state}
      shown={isShown ? valueWords(field, reveal.data.value) : t('fields.sealed')}
      aside={
        <>
          {mine !== undefined && mayUnmask(mine) && (
            <Tooltip label={label}>
              <ActionIcon variant="subtle" color="gray" size={20} aria-label={label} onClick={toggle}>
                {isShown ? <IconEyeOff size={14} /> : <IconEye size={14} />}
              </ActionIcon>
            </Tooltip>
          )}
          {reveal.isError && (
            <span className={styles.fault} role="alert">
              {errorWords(reveal.error)}
            </span>
          )}
        </>
      }
    />
  );
};
