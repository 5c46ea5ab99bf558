import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ConfirmStep } from '../kit/confirm-step.tsx';
import styles from './texts.module.css';

/** A button for a step that takes something away: it is done once what it will do was read. */
export const ConfirmedButton = <T,>({
  label,
  title,
  yes,
  says,
  run,
  onDone,
}: {
  readonly label: string;
  readonly title: string;
  readonly yes: string;
  /** What it will do. */
  readonly says: string;
  readonly run: () => Promise<T>;
  readonly onDone: (done: T) => void;
}): ReactNode => {
  const [isAsked, setAsked] = useState(false);
  const { mutate, isPending, error, reset } = useMutation({
    networkMode: 'always',
    mutationFn: run,
    onSuccess: (done) => {
      setAsked(false);
      onDone(done);
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          reset();
          setAsked(true);
        }}
      >
        {label}
      </Button>
      {isAsked && (
        <ConfirmStep
          title={title}
          yes={yes}
          error={error}
          isPending={isPending}
          onYes={() => {
            mutate();
          }}
          onClose={() => {
            setAsked(false);
          }}
        >
          <p className={styles.says}>{says}</p>
        </ConfirmStep>
      )}
    </>
  );
};
