import { ActionIcon, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { revealField } from '../../../shared/contracts/http/fields.ts';
import { mayUnmask } from '../../../shared/domain/desk/permissions.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { FieldRow, type RowsState } from './field-row.tsx';
import { useSubjectName, useValueWords } from '../desk/fields/use-value-words.ts';
import styles from './fields-panel.module.css';

/** Milliseconds after which a value that is shown is hidden again: time to read it out or to copy it by hand. */
const SHOWN_FOR = 60_000;

/** Shows the value of an encrypted field for a while; the log says who looked. It is kept nowhere else. */
const useReveal = ({ serviceId, number }: WholeTicketView, code: string) => {
  const { call } = useConsole();
  return useMutation({
    mutationFn: () => call(revealField, { params: { serviceId, number, code }, body: {} }),
    gcTime: 0,
    // Offline it fails at once: nobody is to be shown as having looked at what they never saw.
    networkMode: 'always',
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
  const { reset } = reveal;
  /** The version whose value is shown: another one may have another. */
  const [shownOf, setShownOf] = useState<number | null>(null);
  const mine = service.agents.find(({ agentId }) => agentId === me.agentId);
  const isShown = reveal.data !== undefined && shownOf === ticket.version;
  const label = t(isShown ? 'fields.hide' : 'fields.reveal', { name });
  const hide = useCallback((): void => {
    setShownOf(null);
    reset();
  }, [reset]);
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(hide, SHOWN_FOR);
    return () => {
      clearTimeout(timer);
    };
  }, [isShown, hide]);
  const toggle = (): void => {
    if (isShown) hide();
    else
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
      shown={isShown ? (valueWords(field, reveal.data.value) ?? t('fields.none')) : t('fields.sealed')}
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
