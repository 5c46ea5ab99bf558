import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteField } from '../../../../shared/contracts/http/fields.ts';
import type { FieldView } from '../../desk/api/service-queries.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useNames } from '../../desk/fields/use-value-words.ts';
import { announce } from '../../ui/announcer.tsx';
import { ConfirmStep } from '../kit/confirm-step.tsx';
import { useFieldUse } from './use-fields.ts';
import styles from './fields.module.css';

/** Deletes a field, after saying what becomes of the values that tickets have and which forms it leaves. */
export const DeleteField = ({
  field,
  unsaved,
  onDeleted,
}: {
  readonly field: FieldView;
  /** How many values of it are edited and not saved. */
  readonly unsaved: number;
  readonly onDeleted: (field: FieldView) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const [isAsking, setAsking] = useState(false);
  const names = useNames();
  const name = names(field.names, field.code);
  const { use, isKnown } = useFieldUse(field.code, isAsking);
  const { mutate, isPending, error, reset } = useMutation({
    networkMode: 'always',
    mutationFn: () => call(deleteField, { params: { serviceId, code: field.code }, ifMatch: field.version }),
    onSuccess: (deleted) => {
      setAsking(false);
      announce(t('form.removed', { name }));
      onDeleted(deleted);
    },
  });
  const types = field.inquiryTypeIds.length;
  return (
    <>
      <Button
        variant="default"
        className={styles.delete}
        onClick={() => {
          reset();
          setAsking(true);
        }}
      >
        {t('fields.delete')}
      </Button>
      {isAsking && (
        <ConfirmStep
          title={t('fields.delete.title', { name })}
          yes={t('fields.delete.yes')}
          error={error}
          isPending={isPending}
          isKnown={isKnown}
          onYes={mutate}
          onClose={() => {
            setAsking(false);
          }}
        >
          <ul className={styles.consequences}>
            {use !== null && (
              <li>
                {t(use.whole ? 'fields.use.all' : 'fields.use.newest', { tickets: use.tickets, looked: use.looked })}
              </li>
            )}
            <li>{t('fields.delete.values')}</li>
            <li>
              {field.scope === 'agent'
                ? t('fields.delete.everyTicket')
                : types === 0
                  ? t('fields.delete.everyType')
                  : t('fields.delete.types', { count: types })}
            </li>
            {unsaved > 0 && <li>{t('fields.delete.unsaved', { count: unsaved })}</li>}
            <li>{t('fields.delete.code', { code: field.code })}</li>
          </ul>
        </ConfirmStep>
      )}
    </>
  );
};
