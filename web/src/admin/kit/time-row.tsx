import type { ReactNode } from 'react';
import { DateField } from '../../desk/fields/date-field.tsx';
import { useDesk } from '../../desk/desk-context.ts';
import { useNow } from '../../desk/timestamp.tsx';
import { dateAndTime } from '../../ui/format-time.ts';
import { FormRow } from './form-row.tsx';
import type { Form } from './use-form.ts';

/** A member that is an instant, typed as a clock in the service's time zone shows it; null when there is none. */
export const TimeRow = <V extends object, K extends keyof V & string>({
  ...row
}: {
  readonly form: Form<V>;
  readonly name: V[K] extends string | null ? K : never;
  readonly label: string;
  readonly hint?: ReactNode;
}): ReactNode => {
  const { timeStyle } = useDesk();
  const now = useNow();
  const wordsOf = (value: unknown): string =>
    typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? dateAndTime(value, now, timeStyle) : '';
  return (
    <FormRow {...row} name={row.name as K} isGroup words={wordsOf}>
      {({ value, set, isInvalid }) => (
        <DateField
          type="datetime"
          size="sm"
          name={row.label}
          value={value as string | null}
          error={isInvalid ? true : undefined}
          autoFocus={false}
          onEdit={(edited) => {
            set(edited as typeof value);
          }}
        />
      )}
    </FormRow>
  );
};
