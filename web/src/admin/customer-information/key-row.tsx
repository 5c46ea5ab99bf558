import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SECRET_LENGTH } from '../../../../shared/domain/customer-information/information-source.ts';
import { FormRow } from '../kit/form-row.tsx';
import { SecretInput } from '../kit/secret-input.tsx';
import type { Form } from '../kit/use-form.ts';
import type { KeyState, SourceValues } from './source-values.ts';

/** The key that signs calls: it is written and never read, so that a stored one can only be replaced or taken away. */
export const KeyRow = ({ form }: { readonly form: Form<SourceValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const words = ({ is }: KeyState): string => t(`sources.key.${is}`);
  const stored = form.theirs.key;
  return (
    <FormRow form={form} name="key" label={t('sources.key')} hint={t('sources.key.hint')} isGroup words={words}>
      {({ value, set, isInvalid, describedBy }) => (
        <SecretInput
          words={{
            set: t('sources.key.set'),
            none: t('sources.key.none'),
            fresh: t('sources.key.new'),
            willGo: t('sources.key.willGo'),
            add: t('sources.key.add'),
            replace: t('sources.key.replace'),
            remove: t('sources.key.remove'),
            keep: t('sources.key.keep'),
          }}
          isStored={stored.is === 'set'}
          value={value.is === 'new' ? { typed: value.text } : value.is}
          maxLength={SECRET_LENGTH}
          describedBy={describedBy}
          error={isInvalid}
          onNew={(text) => {
            set({ is: 'new', text });
          }}
          onRemove={() => {
            set({ is: 'none' });
          }}
          onKeep={() => {
            set(stored);
          }}
        />
      )}
    </FormRow>
  );
};
