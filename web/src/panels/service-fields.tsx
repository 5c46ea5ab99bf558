import { IconPencil } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { keyOf } from '../desk/fields/field-values.ts';
import { useSubjectName, useValueWords } from '../desk/fields/use-value-words.ts';
import type { WordKey } from '../ui/words/en.ts';
import { EncryptedRow } from './encrypted-value.tsx';
import { FieldRow, type RowsState } from './field-row.tsx';
import { fileNamesOf, filesOf, storedOf, valueOf } from './ticket-values.ts';
import styles from './fields-panel.module.css';

const Files = ({ ticket, code }: { readonly ticket: WholeTicketView; readonly code: string }): ReactNode => {
  const { t } = useTranslation();
  const files = filesOf(ticket, code);
  if (files.length === 0) return null;
  return (
    <ul className={styles.files}>
      {files.map(({ id, name, url }) => (
        <li key={id} className={styles.file}>
          <a className={styles.copied} href={url} download={name} title={t('fields.file.download', { name })}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
};

const ServiceFieldRow = ({ field, state }: { readonly field: FieldView; readonly state: RowsState }): ReactNode => {
  const { ticket } = state;
  if (storedOf(ticket, field.code)?.encrypted === true) return <EncryptedRow field={field} state={state} />;
  if (field.type === 'file' && filesOf(ticket, field.code).length > 0)
    return (
      <FieldRow
        subject={field}
        state={state}
        aside={<Files ticket={ticket} code={field.code} />}
        shown={<IconPencil size={14} />}
      />
    );
  return <FieldRow subject={field} state={state} />;
};

/** The fields in runs, each with the caption before it. */
const runsOf = (
  fields: readonly FieldView[],
): readonly { readonly caption: FieldView | null; readonly fields: readonly FieldView[] }[] => {
  const runs: { caption: FieldView | null; fields: FieldView[] }[] = [];
  for (const field of fields) {
    if (field.type === 'caption') runs.push({ caption: field, fields: [] });
    else if (runs.length === 0) runs.push({ caption: null, fields: [field] });
    else runs.at(-1)!.fields.push(field);
  }
  return runs;
};

/** A section of the service's own fields that the ticket is asked for. */
export const FieldsSection = ({
  title,
  fields,
  state,
}: {
  readonly title: WordKey;
  readonly fields: readonly FieldView[];
  readonly state: RowsState;
}): ReactNode => {
  const { t } = useTranslation();
  const names = useSubjectName();
  if (fields.length === 0) return null;
  return (
    <section aria-label={t(title)}>
      <h3 className={styles.section}>{t(title)}</h3>
      {runsOf(fields).map(({ caption, fields: run }) => (
        <Fragment key={caption?.code ?? ''}>
          {caption !== null && <p className={styles.caption}>{names(caption)}</p>}
          {run.length > 0 && (
            <dl className={styles.fields}>
              {run.map((field) => (
                <ServiceFieldRow key={field.code} field={field} state={state} />
              ))}
            </dl>
          )}
        </Fragment>
      ))}
    </section>
  );
};

/** Values that the ticket has of fields that it is no longer asked for: they stay readable. */
export const FormerFields = ({
  ticket,
  definitions,
  asked,
}: {
  readonly ticket: WholeTicketView;
  readonly definitions: readonly FieldView[];
  readonly asked: readonly FieldView[];
}): ReactNode => {
  const { t } = useTranslation();
  const names = useSubjectName();
  const valueWords = useValueWords();
  const former = definitions.filter(
    ({ code }) => storedOf(ticket, code) !== undefined && !asked.some((field) => field.code === code),
  );
  if (former.length === 0) return null;
  return (
    <section aria-label={t('fields.former')}>
      <h3 className={styles.section}>{t('fields.former')}</h3>
      <dl className={styles.fields}>
        {former.map((field) => {
          const fileNames = fileNamesOf(ticket, field.code);
          const { type, encrypted } = storedOf(ticket, field.code)!;
          return (
            <div key={field.code} className={styles.field}>
              <dt className={styles.name}>{names(field)}</dt>
              <dd className={styles.value}>
                {encrypted
                  ? t('fields.sealed')
                  : (valueWords({ ...field, type }, valueOf(ticket, keyOf(field.code)), fileNames) ?? t('fields.none'))}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
};
