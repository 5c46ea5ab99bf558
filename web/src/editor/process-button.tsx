import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProcessCommand } from '../desk/drafts/draft.ts';
import type { Obstacle } from '../desk/obstacle-words.ts';
import { HintedItem } from '../ui/hinted-item.tsx';
import type { CommandChoice } from './command-choices.ts';
import styles from './process-button.module.css';

type ProcessButtonProps = {
  readonly choices: readonly CommandChoice[];
  readonly chosen: CommandChoice;
  readonly to: string;
  /** Whether an answer goes to the team that handed the ticket over, in the place of the customer. */
  readonly isForTeam: boolean;
  /** Why the button is not possible now; null when it is. */
  readonly blockedReason: string | null;
  readonly isBusy: boolean;
  readonly reasonOf: (obstacle: Obstacle) => string;
  /** Also called for a command with an obstacle, so that the agent is told about it. */
  readonly onChoose: (command: ProcessCommand) => void;
  readonly onProcess: () => void;
};

/** A button that says what it will do, and beside it a menu that chooses the command. */
export const ProcessButton = ({
  choices,
  chosen,
  to,
  isForTeam,
  blockedReason,
  isBusy,
  reasonOf,
  onChoose,
  onProcess,
}: ProcessButtonProps): ReactNode => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const consequence =
    isForTeam && chosen.command !== 'comment'
      ? t(`editor.toTeam.${chosen.command}.consequence`)
      : t(`editor.${chosen.command}.consequence`, { to });
  const words = isBusy ? t('editor.sending') : consequence;
  const hintOf = (command: ProcessCommand): string =>
    t(isForTeam && command !== 'comment' ? `editor.toTeam.${command}.hint` : `editor.${command}.hint`);
  return (
    <div className={styles.split} role="group" aria-label={t('editor.command')}>
      <Button
        classNames={{ root: styles.main, label: styles.label }}
        aria-disabled={blockedReason !== null || isBusy}
        data-idle={blockedReason !== null || isBusy || undefined}
        title={blockedReason ?? words}
        onClick={() => {
          if (!isBusy) onProcess();
        }}
      >
        {words}
      </Button>
      <Menu opened={open} onChange={setOpen} position="top-end" width={304} shadow="md">
        <Menu.Target>
          <Button
            className={styles.more}
            data-idle={blockedReason !== null || isBusy || undefined}
            disabled={isBusy}
            aria-label={t('editor.choose')}
            title={t('editor.choose')}
            px={8}
          >
            <IconChevronDown size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map(({ command, obstacle }) => (
            <HintedItem
              key={command}
              name={t(`editor.${command}`)}
              hint={obstacle === null ? hintOf(command) : reasonOf(obstacle)}
              isOff={obstacle !== null}
              aside={command === chosen.command && obstacle === null ? <IconCheck size={14} /> : null}
              onClick={() => {
                onChoose(command);
              }}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
};
