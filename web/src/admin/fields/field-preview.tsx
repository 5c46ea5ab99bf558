import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELD_SCOPES } from '../../../../shared/domain/desk/field.ts';
import type { Language } from '../../../../shared/domain/ticket/ticket.ts';
import type { FieldView } from '../../desk/api/service-queries.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { FieldInput } from '../../desk/fields/field-input.tsx';
import type { TicketValue } from '../../desk/fields/field-values.ts';
import { useFaultWords } from '../../desk/fields/use-fault-words.ts';
import { useNames } from '../../desk/fields/use-value-words.ts';
import type { Viewer } from './field-form-values.ts';
import { InquiryTypeSelect } from './inquiry-type-select.tsx';
import { PreviewFile } from './preview-file.tsx';
import { absenceOf, checkPreview, inCustomersLanguage, valueKey } from './preview-values.ts';
import styles from './field-preview.module.css';
import fieldStyles from './fields.module.css';

const VIEWERS = ['agent', 'customer'] as const satisfies readonly Viewer[];

/** One field of the preview, with its label above its input. */
const PreviewField = ({
  field,
  isOpen,
  value,
  fault,
  onEdit,
}: {
  readonly field: FieldView;
  /** Whether it is the one that is being edited. */
  readonly isOpen: boolean;
  readonly value: TicketValue;
  readonly fault: string | undefined;
  readonly onEdit: (value: TicketValue) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const faultWords = useFaultWords();
  const name = useNames()(field.names, t('fields.preview.unnamed'));
  const input = {
    name,
    value,
    error: fault === undefined ? undefined : faultWords(fault),
    autoFocus: false,
    onEdit,
  };
  if (field.type === 'caption')
    return (
      <p className={styles.caption} data-open={isOpen || undefined}>
        {name}
      </p>
    );
  return (
    <div className={styles.field} data-open={isOpen || undefined}>
      {field.type !== 'agree' && (
        <span className={styles.label} aria-hidden>
          {name}
          {field.required && <span className={styles.star}> *</span>}
          {field.encrypted && <IconLock size={12} stroke={1.75} className={styles.lock} />}
        </span>
      )}
      {field.type === 'file' ? (
        <PreviewFile {...input} />
      ) : (
        <FieldInput subject={field} {...input} onArrived={() => undefined} />
      )}
    </div>
  );
};

/**
 * The form that the fields make, with what is not saved yet: as an agent sees it in a ticket, and as a customer will
 * see it. What is typed into it is checked as a real form checks it, and kept nowhere.
 */
export const FieldPreview = ({
  fields,
  openCode,
  inquiryTypeId: listed,
}: {
  /** All fields in their order, as they would be once everything is saved. */
  readonly fields: readonly FieldView[];
  /** The field that is being edited; null when none is. */
  readonly openCode: string | null;
  /** The inquiry type that the list shows. */
  readonly inquiryTypeId: string | null;
}): ReactNode => {
  const { t, i18n } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { service } = useDesk();
  const [viewer, setViewer] = useState<Viewer>('agent');
  const [chosenType, setType] = useState<string | null | undefined>(undefined);
  const [language, setLanguage] = useState<Language>(service.language);
  const [values, setValues] = useState<ReadonlyMap<string, TicketValue>>(new Map());
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const open = fields.find(({ code }) => code === openCode);
  // Until another one is chosen, the type is one that asks for the field.
  const types = open?.inquiryTypeIds ?? [];
  const followed = types.length === 0 || (listed !== null && types.includes(listed)) ? listed : types[0]!;
  const inquiryType = chosenType === undefined ? followed : chosenType;
  const inquiryTypeId = inquiryType ?? undefined;
  const asked = fields.filter((field) => absenceOf(field, viewer, service.serviceId, inquiryTypeId) === null);
  const shown =
    viewer === 'agent'
      ? asked
      : asked.map((field) => inCustomersLanguage(field, language, service.language, i18n.language));
  const faults: ReadonlyMap<string, string> = isChecked
    ? checkPreview(shown, values, viewer, service.serviceId, inquiryTypeId)
    : new Map<string, string>();
  const absence = open === undefined ? null : absenceOf(open, viewer, service.serviceId, inquiryTypeId);
  useEffect(() => {
    const place = form.current;
    const found = place?.querySelector<HTMLElement>('[data-open]');
    if (place === null || found === null || found === undefined) return;
    const above = found.offsetTop - place.offsetTop;
    if (above < place.scrollTop || above + found.offsetHeight > place.scrollTop + place.clientHeight)
      place.scrollTop = above - 24;
  }, [openCode, viewer, inquiryTypeId]);
  const fieldOf = (field: FieldView): ReactNode => (
    <PreviewField
      key={valueKey(field)}
      field={field}
      isOpen={field.code === openCode}
      value={values.get(valueKey(field)) ?? null}
      fault={faults.get(field.code)}
      onEdit={(value) => {
        setValues((before) => new Map(before).set(valueKey(field), value));
      }}
    />
  );
  return (
    <aside className={styles.preview} aria-label={t('fields.preview')}>
      <div className={styles.tools}>
        <h2 className={styles.title}>{t('fields.preview')}</h2>
        <div role="group" aria-label={t('fields.preview.as')}>
          <SegmentedControl
            size="xs"
            fullWidth
            value={viewer}
            onChange={(value) => {
              setViewer(value as Viewer);
              setChecked(false);
            }}
            data={VIEWERS.map((value) => ({ value, label: t(`fields.preview.${value}`) }))}
          />
        </div>
        <div className={styles.choices}>
          <InquiryTypeSelect
            label={t('fields.preview.type')}
            none={t('fields.preview.noType')}
            value={inquiryType}
            onChange={setType}
          />
          {viewer === 'customer' && (
            <NativeSelect
              size="xs"
              aria-label={t('fields.preview.language')}
              data={service.languages.map((value) => ({ value, label: common(`language.${value}`) }))}
              value={language}
              onChange={({ currentTarget }) => {
                setLanguage(currentTarget.value as Language);
              }}
            />
          )}
        </div>
        {absence !== null && (
          <p className={fieldStyles.note} role="status">
            {t(`fields.preview.absent.${absence}`)}
          </p>
        )}
      </div>
      <div ref={form} className={styles.scroll}>
        <div className={styles.form} data-viewer={viewer} role="form" aria-label={t(`fields.preview.${viewer}.form`)}>
          {viewer === 'agent' ? (
            FIELD_SCOPES.map((scope) => {
              const ofScope = shown.filter((field) => field.scope === scope);
              const title = common(scope === 'customer' ? 'fields.inquiry' : 'fields.agents');
              return ofScope.length === 0 ? null : (
                <section key={scope} aria-label={title}>
                  <h3 className={styles.scope}>{title}</h3>
                  {ofScope.map(fieldOf)}
                </section>
              );
            })
          ) : (
            <div lang={language}>{shown.map(fieldOf)}</div>
          )}
          {shown.length === 0 && <p className={styles.nothing}>{t('fields.preview.nothing')}</p>}
        </div>
        <p className={styles.hint}>{t(`fields.preview.${viewer}.hint`)}</p>
      </div>
      <div className={styles.check}>
        <span className={styles.result} data-bad={faults.size > 0 || undefined} role="status">
          {!isChecked
            ? ''
            : faults.size > 0
              ? t('fields.preview.faults', { count: faults.size })
              : t('fields.preview.fine')}
        </span>
        {(isChecked || values.size > 0) && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setValues(new Map());
              setChecked(false);
            }}
          >
            {t('fields.preview.clear')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="light"
          aria-disabled={shown.length === 0}
          onClick={() => {
            setChecked(true);
          }}
        >
          {t('fields.preview.check')}
        </Button>
      </div>
    </aside>
  );
};
