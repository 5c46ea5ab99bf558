import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconKeyboard, IconLogout, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { CONSOLE_LANGUAGES, switchLanguage, type ConsoleLanguage } from '../desk/languages.ts';
import { usePreference } from '../desk/preferences.ts';
import { Initials } from '../ui/badges.tsx';
import styles from './settings-menu.module.css';

const SCHEMES = ['auto', 'light', 'dark'] as const;
const TICK = <IconCheck size={14} />;

/** The agent's menu: language, appearance, whether the next ticket opens after processing, and signing out. */
export const SettingsMenu = ({ onHelp }: { readonly onHelp: () => void }): ReactNode => {
  const { t, i18n } = useTranslation();
  const { session, config } = useConsole();
  const { me } = useDesk();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [openNext, setOpenNext] = usePreference('openNext', ['yes', 'no'], 'yes');
  const languages = (Object.keys(CONSOLE_LANGUAGES) as ConsoleLanguage[]).filter((language) =>
    config.languages.includes(language),
  );
  return (
    <Menu position="top-start" width={248} shadow="md" closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton className={styles.agent} aria-label={t('rail.menu', { name: me.name })}>
          <Initials name={me.name} />
          <span className={styles.name}>{me.name}</span>
          <IconSelector size={16} className={styles.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('settings.language')}</Menu.Label>
        {languages.map((language) => (
          <Menu.RadioItem
            key={language}
            value={language}
            lang={language}
            checked={i18n.language === language}
            checkIcon={TICK}
            onChange={() => void switchLanguage(language)}
          >
            {CONSOLE_LANGUAGES[language]}
          </Menu.RadioItem>
        ))}
        <Menu.Label>{t('settings.appearance')}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.RadioItem
            key={scheme}
            value={scheme}
            checked={colorScheme === scheme}
            checkIcon={TICK}
            onChange={() => {
              setColorScheme(scheme);
            }}
          >
            {t(`settings.appearance.${scheme}`)}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.CheckboxItem
          checked={openNext === 'yes'}
          checkIcon={TICK}
          onChange={() => {
            setOpenNext(openNext === 'yes' ? 'no' : 'yes');
          }}
        >
          {t('settings.openNext')}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.Item closeMenuOnClick leftSection={<IconKeyboard size={16} stroke={1.75} />} onClick={onHelp}>
          {t('settings.keys')}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick
          leftSection={<IconLogout size={16} stroke={1.75} />}
          onClick={() => void session.signOut()}
        >
          {t('settings.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
