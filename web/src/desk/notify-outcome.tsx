import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Milliseconds that a refusal is shown: it wants to be read. */
const REFUSAL_SHOWN = 20_000;

/**
 * Says in a notification what became of a command. `back` leads to its ticket, in these words; null while that is still
 * open, or when there are several.
 */
export const notifyOutcome = ({
  words,
  isRefused = false,
  back = null,
  onBack,
}: {
  readonly words: string;
  readonly isRefused?: boolean;
  readonly back?: string | null;
  readonly onBack?: () => void;
}): void => {
  notifications.show({
    message: (
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
    ),
    color: isRefused ? 'red' : 'green',
    withBorder: true,
    ...(isRefused ? { autoClose: REFUSAL_SHOWN } : {}),
  });
};
