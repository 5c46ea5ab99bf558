import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconKeyboard, IconLogout, IconSelector, IconSettings, IconTool } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useAction } from '../desk/keyboard/use-action.ts';
import { useFocusBack } from '../desk/use-focus-back.ts';
import { PANELS } from '../panels/panel-area.tsx';
import { Initials } from '../ui/badges.tsx';
import styles from './settings-menu.module.css';
import { useOwnAssignment } from './use-own-assignment.ts';

const ProfileDialog = lazy(() =>
  import('../profile/profile-dialog.tsx').then(({ ProfileDialog: component }) => ({ default: component })),
);

/** The agent's menu: whether they are given tickets, what they set for themselves, the keys, and signing out. */
export const SettingsMenu = ({ onHelp }: { readonly onHelp: () => void }): ReactNode => {
  const { t } = useTranslation();
  const { session } = useConsole();
  const { me, role, service } = useDesk();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useFocusBack(isOpen, button);
  useAction('settings', () => {
    setOpen(true);
  });
  const assignment = useOwnAssignment();
  const off = t('settings.assignment.isOff');
  const openAdministration = (): void => {
    void navigate({ to: '/admin/$serviceId', params: { serviceId: service.serviceId } });
  };
  return (
    <>
      {role === 'administrator' && <AdministrationAction onOpen={openAdministration} />}
      <Menu position="top-start" width={216} shadow="md">
        <Menu.Target>
          <UnstyledButton
            ref={button}
            className={styles.agent}
            aria-label={[t('rail.menu', { name: me.name }), ...(assignment.isOn ? [] : [off])].join(': ')}
          >
            <Initials name={me.name} />
            <span className={styles.name}>
              {me.name} {!assignment.isOn && <span className={styles.off}>{off}</span>}
            </span>
            <IconSelector size={16} className={styles.chevron} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.CheckboxItem
            checked={assignment.isOn}
            onChange={assignment.choose}
            checkIcon={<IconCheck size={16} stroke={1.75} />}
          >
            {t('settings.assignment')}
          </Menu.CheckboxItem>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconSettings size={16} stroke={1.75} />}
            onClick={() => {
              setOpen(true);
            }}
          >
            {t('settings.open')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} />} onClick={onHelp}>
            {t('settings.keys')}
          </Menu.Item>
          {role === 'administrator' && (
            <Menu.Item leftSection={<IconTool size={16} stroke={1.75} />} onClick={openAdministration}>
              {t('settings.administration')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => void session.signOut()}>
            {t('settings.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isOpen && (
        <Suspense>
          <ProfileDialog
            panels={PANELS}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
};

/** Lets the command palette lead to the administration. */
const AdministrationAction = ({ onOpen }: { readonly onOpen: () => void }): ReactNode => {
  useAction('administration', onOpen);
  return null;
};
