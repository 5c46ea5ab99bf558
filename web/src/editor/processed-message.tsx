import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

/** What was done, and the way back to it when the console has moved on. */
export const ProcessedMessage = ({
  words,
  back,
  onBack,
}: {
  readonly words: string;
  readonly back: string | null;
  readonly onBack: () => void;
}): ReactNode => (
  <>
    {words}
    {back !== null && (
      <div>
        <Button variant="subtle" size="compact-xs" ml={-6} onClick={onBack}>
          {back}
        </Button>
      </div>
    )}
  </>
);
