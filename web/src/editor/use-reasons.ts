import { useTranslation } from 'react-i18next';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useObstacleWords, type Obstacle } from '../desk/obstacle-words.ts';

type Circumstances = {
  readonly obstacle: Obstacle | null;
  readonly isEmpty: boolean;
  readonly isTooLong: boolean;
  /** Why the files can't be sent now, in words; null when they can. */
  readonly filesReason: string | null;
  /** The server has another text of the agent, and one must be chosen. */
  readonly mustChoose: boolean;
  /** Something arrived that the agent must look at before an answer; never for a comment. */
  readonly mustLook: boolean;
};

/** Functions that say why a command, or the button as a whole, is not possible now. */
export const useReasons = (
  ticket: TicketView,
): {
  readonly reasonOf: (obstacle: Obstacle) => string;
  readonly blockedReasonOf: (circumstances: Circumstances) => string | null;
} => {
  const { t } = useTranslation();
  const obstacleWords = useObstacleWords();
  const reasonOf = (obstacle: Obstacle): string => obstacleWords(obstacle, ticket);
  const blockedReasonOf = ({
    obstacle,
    isEmpty,
    isTooLong,
    filesReason,
    mustChoose,
    mustLook,
  }: Circumstances): string | null => {
    if (obstacle !== null) return reasonOf(obstacle);
    if (isEmpty) return t('editor.reason.empty');
    if (isTooLong) return t('editor.reason.tooLong');
    if (mustChoose) return t('editor.reason.choose');
    if (filesReason !== null) return filesReason;
    return mustLook ? t('editor.reason.look') : null;
  };
  return { reasonOf, blockedReasonOf };
};
