import { Button, TextInput } from '@mantine/core';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deskAddress, mailDomain } from '../../../../shared/contracts/http/plain-values.ts';
import formStyles from '../kit/form.module.css';
import styles from './senders.module.css';

/** The field by which an address or a domain is verified that the service does not have yet. */
export const VerifyAnother = ({
  isPending,
  onAddress,
  onDomain,
}: {
  readonly isPending: boolean;
  readonly onAddress: (address: string) => void;
  readonly onDomain: (domain: string) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    const text = typed.trim();
    if (text === '' || isPending) return;
    const [address, domain] = [deskAddress.safeParse(text), mailDomain.safeParse(text)];
    if (address.success) onAddress(address.data);
    else if (domain.success) onDomain(domain.data);
    setWrong(!address.success && !domain.success);
    if (address.success || domain.success) setTyped('');
  };
  return (
    <form className={styles.another} onSubmit={ask} noValidate>
      <label className={formStyles.label} htmlFor={id}>
        {t('senders.another')}
      </label>
      <div className={styles.anotherField}>
        <TextInput
          id={id}
          size="sm"
          className={styles.grows}
          autoComplete="off"
          spellCheck={false}
          data-new
          placeholder={t('senders.another.placeholder')}
          value={typed}
          error={isWrong}
          aria-describedby={`${id}-said`}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setWrong(false);
          }}
        />
        <Button type="submit" variant="default" size="sm" aria-disabled={isPending}>
          {t(isPending ? 'senders.verifying' : 'senders.verify')}
        </Button>
      </div>
      <p
        id={`${id}-said`}
        className={isWrong ? formStyles.fault : formStyles.hint}
        role={isWrong ? 'alert' : undefined}
      >
        {t(isWrong ? 'senders.another.wrong' : 'senders.another.hint')}
      </p>
    </form>
  );
};
