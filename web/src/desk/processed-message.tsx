import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

/** A notification's text, with a button that opens the ticket again; null when that ticket is still open. */
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
