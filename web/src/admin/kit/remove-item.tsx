import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { announce } from '../../ui/announcer.tsx';
import { useAdminPlace, useOpenAdmin } from './admin-place.ts';
import { ConfirmStep } from './confirm-step.tsx';
import { dropEdits } from './form-edits.ts';
import styles from './remove-item.module.css';

/** Takes the open item away, after it was asked about; its list is shown then. */
export const RemoveItem = ({
  name,
  words,
  says,
  remove,
  place,
  onDone,
}: {
  /** The name of the item. */
  readonly name: string;
  /** The words of the button. */
  readonly words: string;
  /** What it will do. */
  readonly says: ReactNode;
  /** Refused when somebody else changed the item since it was drawn. */
  readonly remove: () => Promise<unknown>;
  /** Where unsaved edits of the item are kept: they go with it. */
  readonly place: string;
  /** Called when it is gone, and when that failed because it has changed. */
  readonly onDone: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { section } = useAdminPlace();
  const openAdmin = useOpenAdmin();
  const [isAsked, setAsked] = useState(false);
  const { mutate, error, isPending, reset } = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      try {
        await remove();
      } catch (cause) {
        // Somebody else was faster: it is gone all the same.
        if (!(cause instanceof ProblemError && cause.status === 404)) throw cause;
      }
    },
    onSettled: onDone,
    onSuccess: () => {
      dropEdits({ place });
      announce(t('form.removed', { name }));
      openAdmin({ section }, { replace: true });
    },
  });
  return (
    <div className={styles.remove}>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        onClick={() => {
          reset();
          setAsked(true);
        }}
      >
        {words}
      </Button>
      {isAsked && (
        <ConfirmStep
          title={t('form.remove', { name })}
          yes={words}
          error={error}
          isPending={isPending}
          onYes={mutate}
          onClose={() => {
            setAsked(false);
          }}
        >
          {says}
        </ConfirmStep>
      )}
    </div>
  );
};
