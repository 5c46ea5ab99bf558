import { Button, TextInput } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SECRET_LENGTH } from '../../../../shared/domain/customer-information/information-source.ts';
import { FormRow } from '../kit/form-row.tsx';
import type { Form } from '../kit/use-form.ts';
import type { KeyState, SourceValues } from './source-values.ts';
import formStyles from '../kit/form.module.css';
import styles from './sources.module.css';

/** The key that signs calls: it is written and never read, so that a stored one can only be replaced or taken away. */
export const KeyRow = ({ form }: { readonly form: Form<SourceValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const row = useRef<HTMLDivElement>(null);
  const words = ({ is }: KeyState): string =>
    is === 'set' ? t('sources.key.set') : is === 'none' ? t('sources.key.none') : t('sources.key.new');
  const focusFirst = (): void => {
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('input, button')?.focus());
  };
  const stored = form.theirs.key;
  return (
    <FormRow form={form} name="key" label={t('sources.key')} hint={t('sources.key.hint')} isGroup words={words}>
      {({ value, set, isInvalid, describedBy }) => {
        const put = (next: KeyState): void => {
          set(next);
          focusFirst();
        };
        const isTakenAway = stored.is === 'set' && value.is === 'none';
        return (
          <div ref={row} className={styles.key}>
            {value.is === 'new' ? (
              <TextInput
                className={styles.keyInput}
                aria-label={t('sources.key.new')}
                aria-describedby={describedBy}
                size="sm"
                type="password"
                autoComplete="new-password"
                spellCheck={false}
                maxLength={SECRET_LENGTH}
                value={value.text}
                error={isInvalid}
                onChange={({ currentTarget }) => {
                  set({ is: 'new', text: currentTarget.value });
                }}
              />
            ) : (
              <p className={formStyles.plain} data-removed={isTakenAway || undefined}>
                {isTakenAway ? t('sources.key.willGo') : words(value)}
              </p>
            )}
            {value.is !== 'new' && !isTakenAway && (
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => {
                  put({ is: 'new', text: '' });
                }}
              >
                {stored.is === 'set' ? t('sources.key.replace') : t('sources.key.add')}
              </Button>
            )}
            {value.is === 'set' && (
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => {
                  put({ is: 'none' });
                }}
              >
                {t('sources.key.remove')}
              </Button>
            )}
            {(value.is === 'new' || isTakenAway) && (
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                onClick={() => {
                  put(stored);
                }}
              >
                {stored.is === 'set' ? t('sources.key.keep') : t('form.cancel')}
              </Button>
            )}
          </div>
        );
      }}
    </FormRow>
  );
};
