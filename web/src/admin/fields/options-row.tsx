import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELD_NAME_LENGTH } from '../../../../shared/domain/desk/field.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useNames } from '../../desk/fields/use-value-words.ts';
import { FormRow, type RowInput } from '../kit/form-row.tsx';
import { NamesInput } from '../kit/inputs.tsx';
import { Sortable, type SortableRow } from '../kit/sortable.tsx';
import type { Form } from '../kit/use-form.ts';
import { isNewOption, type FieldValues, type OptionDraft } from './field-form-values.ts';
import { emptyOption, optionsOfLines } from './option-lines.ts';
import type { FieldUse } from './use-fields.ts';
import formStyles from '../kit/form.module.css';
import styles from './fields.module.css';

const CODE_LENGTH = 40;

type OptionProps = {
  readonly option: OptionDraft;
  readonly index: number;
  readonly row: SortableRow;
  readonly faultAt: RowInput<unknown>['faultAt'];
  /** Whether it is the one that was added last: it gets the focus. */
  readonly isFirstSeen: boolean;
  /** What taking it out of use does, while that is about to be done. */
  readonly outOfUse: string | null;
  readonly onChange: (option: OptionDraft) => void;
  readonly onRemove: () => void;
  readonly onNext: () => void;
};

const Option = ({
  option,
  index,
  row,
  faultAt,
  isFirstSeen,
  outOfUse,
  onChange,
  onRemove,
  onNext,
}: OptionProps): ReactNode => {
  const { t } = useTranslation('admin');
  const number = index + 1;
  const isNew = isNewOption(option);
  const next = (event: KeyboardEvent): void => {
    row.onKeyDown(event);
    const isInput = event.target instanceof HTMLInputElement && event.target.type === 'text';
    if (event.key !== 'Enter' || !isInput || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onNext();
  };
  const fault = faultAt(`/${index}/names`);
  return (
    <li
      ref={row.ref}
      style={row.style}
      className={styles.option}
      data-dragged={row.isDragged || undefined}
      data-off={!option.active || undefined}
      onKeyDown={next}
    >
      <div className={styles.optionHead}>
        {row.handle}
        {isNew ? (
          <TextInput
            className={styles.optionCode}
            size="xs"
            aria-label={t('fields.option.code', { number })}
            placeholder={t('fields.option.code.short')}
            maxLength={CODE_LENGTH}
            autoComplete="off"
            autoFocus={isFirstSeen}
            value={option.code}
            error={faultAt(`/${index}/code`)}
            onChange={({ currentTarget }) => {
              onChange({ ...option, code: currentTarget.value });
            }}
          />
        ) : (
          <code className={styles.optionCode}>{option.code}</code>
        )}
        <label className={styles.inUse}>
          <input
            type="checkbox"
            aria-label={t('fields.option.inUse', { number })}
            checked={option.active}
            onChange={({ currentTarget }) => {
              onChange({ ...option, active: currentTarget.checked });
            }}
          />
          <span aria-hidden>{t('fields.option.inUse.short')}</span>
        </label>
        {row.steps}
        {isNew && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={t('fields.option.remove', { number })}
            onClick={onRemove}
          >
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      <div className={styles.optionNames}>
        <NamesInput
          label={t('fields.option.name', { number })}
          names={option.names}
          maxLength={FIELD_NAME_LENGTH}
          faultAt={(language) => faultAt(`/${index}/names/${language}`)}
          onChange={(names) => {
            onChange({ ...option, names });
          }}
        />
        {fault !== undefined && (
          <p className={formStyles.fault} role="alert">
            {fault}
          </p>
        )}
        {outOfUse !== null && <p className={styles.note}>{outOfUse}</p>}
      </div>
    </li>
  );
};

/** Options from lines that are typed or pasted. */
const SeveralOptions = ({
  present,
  onAdd,
  onClose,
}: {
  readonly present: readonly OptionDraft[];
  readonly onAdd: (options: readonly OptionDraft[]) => void;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { languages } = useDesk().service;
  const [text, setText] = useState('');
  const found = optionsOfLines(text, languages, present);
  return (
    <div className={styles.several}>
      <Textarea
        size="sm"
        label={t('fields.options.several')}
        description={t('fields.options.several.hint')}
        autosize
        minRows={4}
        maxRows={12}
        autoFocus
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
        }}
      />
      <div className={styles.optionTools}>
        <Button
          size="compact-sm"
          aria-disabled={found.length === 0}
          onClick={() => {
            if (found.length > 0) onAdd(found);
          }}
        >
          {t('fields.options.several.add', { count: found.length })}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {t('form.cancel')}
        </Button>
      </div>
    </div>
  );
};

/** The options of a field, in an order of their own. What was saved once is taken out of use, never away. */
export const OptionsRow = ({
  form,
  use,
}: {
  readonly form: Form<FieldValues>;
  /** How tickets use the field; null while that is not known. */
  readonly use: FieldUse | null;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const names = useNames();
  const added = useRef<string | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const [isAddingSeveral, setAddingSeveral] = useState(false);
  const nameOf = ({ names: of, code }: OptionDraft): string => names(of, code);
  const outOfUse = (option: OptionDraft): string | null => {
    const stored = form.theirs.options.find(({ key }) => key === option.key);
    if (option.active || stored?.active !== true) return null;
    const count = use?.options.find(({ code }) => code === option.code);
    if (use === null || count === undefined) return t('fields.option.outOfUse');
    return `${t('fields.use.option', { tickets: count.tickets, looked: use.looked })} ${t('fields.option.outOfUse')}`;
  };
  return (
    <FormRow
      form={form}
      name="options"
      label={t('fields.options')}
      hint={t('fields.options.hint')}
      isGroup
      isWide
      parts
      words={(options) => options.map(nameOf).join(', ')}
    >
      {({ value, set, faultAt }) => {
        const add = (): void => {
          const option = emptyOption(value);
          added.current = option.key;
          set([...value, option]);
        };
        return (
          <>
            <Sortable
              items={value.map((option, index) => ({
                ...option,
                id: option.key,
                name: nameOf(option) || t('fields.option', { number: index + 1 }),
              }))}
              label={t('fields.options')}
              className={styles.options}
              onOrder={(keys) => {
                set(keys.map((key) => value.find((option) => option.key === key)!));
              }}
            >
              {(option, row, index) => (
                <Option
                  option={value[index]!}
                  index={index}
                  row={row}
                  faultAt={faultAt}
                  isFirstSeen={added.current === option.key}
                  outOfUse={outOfUse(option)}
                  onChange={(next) => {
                    set(value.with(index, next));
                  }}
                  onRemove={() => {
                    set(value.toSpliced(index, 1));
                    addButton.current?.focus();
                  }}
                  onNext={add}
                />
              )}
            </Sortable>
            {isAddingSeveral ? (
              <SeveralOptions
                present={value}
                onAdd={(options) => {
                  added.current = null;
                  set([...value, ...options]);
                  setAddingSeveral(false);
                }}
                onClose={() => {
                  setAddingSeveral(false);
                }}
              />
            ) : (
              <div className={styles.optionTools}>
                <Button
                  ref={addButton}
                  size="compact-sm"
                  variant="light"
                  leftSection={<IconPlus size={14} />}
                  onClick={add}
                >
                  {t('fields.options.add')}
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    setAddingSeveral(true);
                  }}
                >
                  {t('fields.options.addSeveral')}
                </Button>
              </div>
            )}
          </>
        );
      }}
    </FormRow>
  );
};
