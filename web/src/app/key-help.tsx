import { Kbd, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_HELP, modifierKey } from '../desk/keyboard/shortcuts.ts';
import styles from './key-help.module.css';

/** The dialog that `?` opens: all keys and what they do. */
export const KeyHelp = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }): ReactNode => {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('why.close') }}
      size={920}
      centered
    >
      <div className={styles.groups}>
        {KEY_HELP.map(({ title, keys }) => (
          <section key={title}>
            <h3 className={styles.title}>{t(title)}</h3>
            <dl className={styles.keys}>
              {keys.map(({ keys: pressed, does }) => (
                <div key={does} className={styles.key}>
                  <dt>{t(does)}</dt>
                  <dd>
                    {pressed.map((key, index) => (
                      <Kbd key={index} size="sm">
                        {key === 'mod' ? modifierKey() : key}
                      </Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
};
