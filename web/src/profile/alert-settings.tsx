import { Button, Checkbox } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ALERT_KINDS, type AlertKind } from '../../../shared/domain/desk/preferences.ts';
import { askForNotifications, notificationState } from '../desk/alerts/browser-notifications.ts';
import { playChime } from '../desk/alerts/chime.ts';
import type { PreferencesChange } from '../desk/api/use-preferences.ts';
import { useDesk } from '../desk/desk-context.ts';
import styles from './profile-dialog.module.css';

/** Of what the agent is told, and how. The browser is asked for its permission when a notification is switched on. */
export const AlertSettings = ({ choose }: { readonly choose: (change: PreferencesChange) => void }): ReactNode => {
  const { t } = useTranslation();
  const { alerts } = useDesk().me.preferences;
  const [permission, setPermission] = useState(notificationState);
  const ask = async (): Promise<boolean> => {
    const answer = await askForNotifications();
    setPermission(answer);
    return answer === 'granted';
  };
  const switchNotification = async (kind: AlertKind, notification: boolean): Promise<void> => {
    if (!notification || permission === 'granted' || (await ask())) choose({ alerts: { [kind]: { notification } } });
  };
  const isAwaited = permission === 'default' && ALERT_KINDS.some((kind) => alerts[kind].notification);
  return (
    <>
      {(permission === 'denied' || permission === 'unsupported') && (
        <p className={styles.permission} role="status">
          <span>{t(`settings.alerts.${permission}`)}</span>
        </p>
      )}
      {isAwaited && (
        <p className={styles.permission} role="status">
          <span>{t('settings.alerts.notYet')}</span>
          <Button variant="default" onClick={() => void ask()}>
            {t('settings.alerts.allow')}
          </Button>
        </p>
      )}
      <table className={styles.alerts}>
        <thead>
          <tr>
            <th scope="col">{t('settings.alerts.when')}</th>
            <th scope="col">{t('settings.alerts.notification')}</th>
            <th scope="col">{t('settings.alerts.sound')}</th>
          </tr>
        </thead>
        <tbody>
          {ALERT_KINDS.map((kind) => {
            const name = t(`settings.alerts.${kind}`);
            return (
              <tr key={kind}>
                <th scope="row">{name}</th>
                <td>
                  <Checkbox
                    size="xs"
                    aria-label={`${name}: ${t('settings.alerts.notification')}`}
                    checked={alerts[kind].notification}
                    disabled={permission === 'unsupported'}
                    onChange={({ currentTarget }) => void switchNotification(kind, currentTarget.checked)}
                  />
                </td>
                <td>
                  <Checkbox
                    size="xs"
                    aria-label={`${name}: ${t('settings.alerts.sound')}`}
                    checked={alerts[kind].sound}
                    onChange={({ currentTarget: { checked } }) => {
                      if (checked) playChime();
                      choose({ alerts: { [kind]: { sound: checked } } });
                    }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
};
