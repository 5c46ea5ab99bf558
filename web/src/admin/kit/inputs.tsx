import { ActionIcon, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sameValue } from '../../../../shared/domain/kernel/same-value.ts';
import { LANGUAGES, type Language } from '../../../../shared/domain/ticket/ticket.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { FormRow } from './form-row.tsx';
import type { Form } from './use-form.ts';
import styles from './form.module.css';

type RowProps<V extends object, K> = {
  readonly form: Form<V>;
  readonly name: K;
  readonly label: string;
  readonly hint?: ReactNode;
};

/** A member that is one line of text, or with `rows` several. */
export const TextRow = <K extends string, V extends Readonly<Record<K, string>>>({
  maxLength,
  type = 'text',
  rows,
  autoFocus = false,
  placeholder,
  ...row
}: RowProps<V, K> & {
  readonly maxLength?: number;
  readonly type?: 'text' | 'email' | 'url' | 'tel';
  /** The lines that it has room for. */
  readonly rows?: number;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
}): ReactNode => (
  <FormRow {...row}>
    {({ id, describedBy, isInvalid, value, set }) => {
      const props = {
        id,
        size: 'sm',
        value: value as string,
        error: isInvalid,
        'aria-describedby': describedBy,
        autoComplete: 'off',
        dir: 'auto',
        autoFocus,
        ...(maxLength === undefined ? {} : { maxLength }),
        ...(placeholder === undefined ? {} : { placeholder }),
        onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
          set(event.currentTarget.value as V[K]);
        },
      } as const;
      return rows === undefined ? (
        <TextInput {...props} type={type} />
      ) : (
        <Textarea {...props} autosize minRows={rows} maxRows={rows * 4} />
      );
    }}
  </FormRow>
);

/** A member that is a whole number, with its unit behind it. */
export const NumberRow = <K extends string, V extends Readonly<Record<K, number>>>({
  min,
  max,
  unit,
  ...row
}: RowProps<V, K> & {
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
}): ReactNode => (
  <FormRow {...row} words={(value) => `${String(value)}${unit === undefined ? '' : ` ${unit}`}`}>
    {({ id, describedBy, isInvalid, value, set }) => (
      <div className={styles.short}>
        <NumberInput
          id={id}
          size="sm"
          value={Number.isNaN(value) ? '' : value}
          error={isInvalid}
          aria-describedby={describedBy}
          min={min}
          max={max}
          allowDecimal={false}
          allowNegative={min < 0}
          clampBehavior="none"
          hideControls
          onChange={(typed) => {
            set(Number(typed === '' ? Number.NaN : typed) as V[K]);
          }}
        />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </div>
    )}
  </FormRow>
);

export type Choice<T extends string> = { readonly value: T; readonly label: string; readonly hint?: string };

/** A member that is one of many: a menu. */
export const SelectRow = <V extends object, K extends keyof V & string>({
  options,
  ...row
}: RowProps<V, K> & { readonly options: readonly Choice<V[K] & string>[] }): ReactNode => (
  <FormRow {...row} words={(value) => options.find((option) => option.value === value)?.label ?? String(value)}>
    {({ id, describedBy, isInvalid, value, set }) => (
      <NativeSelect
        id={id}
        size="sm"
        value={value as string}
        error={isInvalid}
        aria-describedby={describedBy}
        data={options.map(({ value: each, label }) => ({ value: each, label }))}
        onChange={({ currentTarget }) => {
          set(currentTarget.value as V[K]);
        }}
      />
    )}
  </FormRow>
);

/** A member that is one of few, all of which are shown. */
export const RadioRow = <V extends object, K extends keyof V & string>({
  options,
  isFixed = false,
  ...row
}: RowProps<V, K> & {
  readonly options: readonly Choice<V[K] & string>[];
  /** Whether it can't be changed any more. */
  readonly isFixed?: boolean;
}): ReactNode => (
  <FormRow {...row} isGroup words={(value) => options.find((option) => option.value === value)?.label ?? String(value)}>
    {({ id, value, set }) => (
      <div className={styles.choices}>
        {options.map((option) => (
          <label key={option.value} className={styles.choice}>
            <input
              type="radio"
              name={id}
              checked={option.value === value}
              disabled={isFixed}
              onChange={() => {
                set(option.value);
              }}
            />
            <span>
              {option.label}
              {option.hint !== undefined && <span className={styles.choiceHint}>{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    )}
  </FormRow>
);

/** A member that is several of few. They stand in the order of the options, whichever was chosen first. */
export const ChecksRow = <V extends object, K extends keyof V & string>({
  options,
  ...row
}: RowProps<V, K> & { readonly options: readonly Choice<string>[] }): ReactNode => {
  const nameOf = (value: string): string => options.find((option) => option.value === value)?.label ?? value;
  return (
    <FormRow {...row} isGroup words={(value) => (value as readonly string[]).map(nameOf).join(', ')}>
      {({ value, set }) => {
        const chosen = value as readonly string[];
        return (
          <div className={styles.choices}>
            {options.map((option) => (
              <label key={option.value} className={styles.choice}>
                <input
                  type="checkbox"
                  checked={chosen.includes(option.value)}
                  onChange={({ currentTarget }) => {
                    const { checked } = currentTarget;
                    const next = options
                      .map((each) => each.value)
                      .filter((each) => (each === option.value ? checked : chosen.includes(each)));
                    set(next as V[K]);
                  }}
                />
                <span>
                  {option.label}
                  {option.hint !== undefined && <span className={styles.choiceHint}>{option.hint}</span>}
                </span>
              </label>
            ))}
          </div>
        );
      }}
    </FormRow>
  );
};

/** A member that is on or off. */
export const SwitchRow = <K extends string, V extends Readonly<Record<K, boolean>>>({
  says,
  ...row
}: RowProps<V, K> & {
  /** What is so while it is on. */
  readonly says: string;
}): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <FormRow {...row} words={(value) => t(value === true ? 'form.yes' : 'form.no')}>
      {({ id, describedBy, value, set }) => (
        <div className={styles.choices}>
          <label className={styles.choice}>
            <input
              id={id}
              type="checkbox"
              aria-label={row.label}
              aria-describedby={describedBy}
              checked={value as boolean}
              onChange={({ currentTarget }) => {
                set(currentTarget.checked as V[K]);
              }}
            />
            <span>{says}</span>
          </label>
        </div>
      )}
    </FormRow>
  );
};

const withEmpty = (texts: readonly string[], limit: number): readonly string[] =>
  texts.length < limit ? [...texts, ''] : texts;

/** A member that is a list of short texts: an input for each, and an empty one for another. Order is theirs. */
export const TextsRow = <K extends string, V extends Readonly<Record<K, readonly string[]>>>({
  type = 'text',
  limit,
  one,
  more,
  tidy = (text) => text.trim(),
  ...row
}: RowProps<V, K> & {
  readonly type?: 'text' | 'email';
  /** The most texts. */
  readonly limit: number;
  /** Names an input by its number. */
  readonly one: (number: number) => string;
  /** Names the input for another text. */
  readonly more: string;
  /** A text as it is saved; what is empty then is left out. */
  readonly tidy?: (text: string) => string;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const list = useRef<HTMLUListElement>(null);
  const tidied = (texts: readonly string[]): readonly string[] => texts.map(tidy).filter((text) => text !== '');
  const texts = row.form.values[row.name] as readonly string[];
  // Rows are kept here while they are typed, since an empty one is no edit.
  const [kept, setRows] = useState<readonly string[]>(() => withEmpty(texts, limit));
  const rows = sameValue(tidied(kept), texts) ? kept : withEmpty(texts, limit);
  const next = (event: KeyboardEvent, index: number): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    list.current?.querySelectorAll('input')[index + 1]?.focus();
  };
  return (
    <FormRow {...row} isGroup parts words={(value) => (value as readonly string[]).join(', ')}>
      {({ set, faultAt }) => {
        const put = (changed: readonly string[]): void => {
          const filled = changed.at(-1) === '' ? changed : withEmpty(changed, limit);
          setRows(filled);
          set(tidied(filled) as V[K]);
        };
        return (
          <ul ref={list} className={styles.texts}>
            {rows.map((text, index) => {
              const isLast = index === rows.length - 1 && text === '';
              const name = isLast ? more : one(index + 1);
              return (
                <li key={index} className={styles.text}>
                  <TextInput
                    aria-label={name}
                    {...(isLast ? { placeholder: more } : {})}
                    size="sm"
                    type={type}
                    autoComplete="off"
                    dir="auto"
                    value={text}
                    error={text === '' ? undefined : faultAt(`/${tidied(rows.slice(0, index)).length}`)}
                    onKeyDown={(event) => {
                      next(event, index);
                    }}
                    onChange={({ currentTarget }) => {
                      put(rows.with(index, currentTarget.value));
                    }}
                  />
                  {!isLast && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={36}
                      aria-label={t('form.remove', { name: text === '' ? name : text })}
                      onClick={() => {
                        put(rows.toSpliced(index, 1));
                        list.current?.querySelectorAll('input')[Math.max(0, index - 1)]?.focus();
                      }}
                    >
                      <IconX size={16} />
                    </ActionIcon>
                  )}
                </li>
              );
            })}
          </ul>
        );
      }}
    </FormRow>
  );
};

type Names = Readonly<Partial<Record<Language, string>>>;

/** The languages that names are asked for in: those of the service, and others that there is a name in. */
export const useNameLanguages = (names: Names): readonly Language[] => {
  const { languages } = useDesk().service;
  return LANGUAGES.filter((language) => languages.includes(language) || names[language] !== undefined);
};

/** The inputs of a name in each language; an empty one is no name. */
export const NamesInput = ({
  label,
  names,
  maxLength,
  rows,
  autoFocus = false,
  faultAt,
  onChange,
}: {
  /** What the name is of. */
  readonly label: string;
  readonly names: Names;
  readonly maxLength: number;
  /** For longer texts: the lines that each has room for. */
  readonly rows?: number;
  readonly autoFocus?: boolean;
  readonly faultAt: (language: Language) => string | undefined;
  readonly onChange: (names: Names) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation();
  const languages = useNameLanguages(names);
  return (
    <div className={styles.names}>
      {languages.map((language, index) => {
        const props = {
          'aria-label': t('form.inLanguage', { name: label, language: words(`language.${language}`) }),
          size: 'sm',
          maxLength,
          lang: language,
          dir: 'auto',
          autoComplete: 'off',
          autoFocus: autoFocus && index === 0,
          value: names[language] ?? '',
          error: faultAt(language),
          onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
            const { [language]: _, ...others } = names;
            onChange(currentTarget.value === '' ? others : { ...others, [language]: currentTarget.value });
          },
        } as const;
        return (
          <div key={language} className={styles.name}>
            <span className={styles.language} aria-hidden>
              {words(`language.${language}`)}
            </span>
            {rows === undefined ? <TextInput {...props} /> : <Textarea {...props} autosize minRows={rows} />}
          </div>
        );
      })}
    </div>
  );
};

/** A member that is a name in several languages. */
export const NamesRow = <K extends string, V extends Readonly<Record<K, Names>>>({
  maxLength,
  rows,
  autoFocus = false,
  ...row
}: RowProps<V, K> & {
  readonly maxLength: number;
  readonly rows?: number;
  readonly autoFocus?: boolean;
}): ReactNode => (
  <FormRow {...row} isGroup parts words={(value) => Object.values(value as Names).join(' / ')}>
    {({ value, set, faultAt }) => (
      <NamesInput
        label={row.label}
        names={value as Names}
        maxLength={maxLength}
        autoFocus={autoFocus}
        {...(rows === undefined ? {} : { rows })}
        faultAt={(language) => faultAt(`/${language}`)}
        onChange={(names) => {
          set(names as V[K]);
        }}
      />
    )}
  </FormRow>
);
