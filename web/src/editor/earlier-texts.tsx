import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const EarlierTextList = lazy(() =>
  import('./earlier-text-list.tsx').then(({ EarlierTextList: component }) => ({ default: component })),
);

/** The clock: lists what the agent wrote on this ticket before, and loads one of the texts. */
export const EarlierTexts = (props: {
  readonly serviceId: string;
  readonly number: number;
  /** The text in the editor. */
  readonly html: string;
  /** Puts a text into the editor. */
  readonly onHtml: (html: string) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" width={360} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('earlier.open')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t('earlier.open')}
            onClick={() => {
              setOpened(!opened);
            }}
          >
            <IconHistory size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('earlier.title')}>
        <Suspense>
          <EarlierTextList
            {...props}
            onChosen={() => {
              setOpened(false);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
};
