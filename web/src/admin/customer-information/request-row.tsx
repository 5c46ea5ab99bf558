import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CUSTOMER_PROPERTIES,
  LABEL_LENGTH,
  REQUEST_ITEMS_LIMIT,
  TICKET_PROPERTIES,
  type RequestItem,
  type ValueOrigin,
} from '../../../../shared/domain/customer-information/information-source.ts';
import { useServiceFields } from '../../desk/api/service-queries.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useNames } from '../../desk/fields/use-value-words.ts';
import { PartsRow } from '../kit/parts-row.tsx';
import type { Form } from '../kit/use-form.ts';
import { originKey, originOf, type SourceValues } from './source-values.ts';
import formStyles from '../kit/form.module.css';
import styles from './sources.module.css';

/** Characters of a variable's name. */
const VARIABLE_LENGTH = 64;

/** Says where a variable's value comes from. */
export const useOriginWords = (): ((from: ValueOrigin) => string) => {
  const { t } = useTranslation('admin');
  const { serviceId } = useDesk().service;
  const names = useNames();
  const fields = useServiceFields(serviceId).data;
  return (from) => {
    switch (from.kind) {
      case 'customer':
        return t(`sources.from.customer.${from.property}`);
      case 'ticket':
        return t(`sources.from.ticket.${from.property}`);
      case 'field':
        return names(fields?.find(({ code }) => code === from.code)?.names ?? {}, from.code);
      case 'typed':
        return from.label === '' ? t('sources.from.typed') : t('sources.from.typedAs', { label: from.label });
    }
  };
};

/** The variables of the call, each with where its value comes from. */
export const RequestRow = ({ form }: { readonly form: Form<SourceValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const { serviceId } = useDesk().service;
  const originWords = useOriginWords();
  const fields = useServiceFields(serviceId).data ?? [];
  const isSendable = ({ type, encrypted, deleted }: (typeof fields)[number]): boolean =>
    type !== 'caption' && !encrypted && !deleted;
  const optionsWith = (from: ValueOrigin) => {
    const offered: readonly ValueOrigin[] = fields.filter(isSendable).map(({ code }) => ({ kind: 'field', code }));
    const isOffered = from.kind !== 'field' || offered.some((each) => originKey(each) === originKey(from));
    const optionsOf = (origins: readonly ValueOrigin[]) =>
      origins.map((origin) => ({ value: originKey(origin), label: originWords(origin) }));
    const ofFields = optionsOf(isOffered ? offered : [...offered, from]);
    return [
      {
        group: t('sources.from.customer'),
        items: optionsOf(CUSTOMER_PROPERTIES.map((property) => ({ kind: 'customer', property }))),
      },
      {
        group: t('sources.from.ticket'),
        items: optionsOf(TICKET_PROPERTIES.map((property) => ({ kind: 'ticket', property }))),
      },
      ...(ofFields.length === 0 ? [] : [{ group: t('sources.from.fields'), items: ofFields }]),
      { group: t('sources.from.agent'), items: [{ value: 'typed', label: t('sources.from.typed') }] },
    ];
  };
  const nameOf = ({ variable }: RequestItem, index: number): string =>
    variable === '' ? t('sources.request.one', { number: index + 1 }) : variable;
  return (
    <PartsRow<SourceValues, 'request', RequestItem>
      form={form}
      name="request"
      label={t('sources.request')}
      hint={t('sources.request.hint')}
      fresh={() => ({ variable: '', from: { kind: 'customer', property: 'email' } })}
      limit={REQUEST_ITEMS_LIMIT}
      more={t('sources.request.add')}
      nameOf={nameOf}
      words={(items) => items.map(({ variable, from }) => `${variable} ← ${originWords(from)}`).join(', ')}
    >
      {({ part: { variable, from }, index, change, faultAt }) => (
        <>
          <TextInput
            className={styles.variable}
            size="sm"
            aria-label={t('sources.request.variable', { number: index + 1 })}
            placeholder={t('sources.request.variable.example')}
            autoComplete="off"
            spellCheck={false}
            maxLength={VARIABLE_LENGTH}
            value={variable}
            error={faultAt('/variable')}
            onChange={({ currentTarget }) => {
              change({ variable: currentTarget.value });
            }}
          />
          <span className={styles.arrow} aria-hidden>
            ←
          </span>
          <NativeSelect
            className={styles.origin}
            size="sm"
            aria-label={t('sources.request.from', { name: nameOf({ variable, from }, index) })}
            value={originKey(from)}
            error={faultAt('/from/code')}
            data={optionsWith(from)}
            onChange={({ currentTarget }) => {
              change({ from: originOf(currentTarget.value, from) });
            }}
          />
          {from.kind === 'typed' && (
            <>
              <TextInput
                className={styles.origin}
                size="sm"
                aria-label={t('sources.request.label', { name: nameOf({ variable, from }, index) })}
                placeholder={t('sources.request.label.example')}
                autoComplete="off"
                maxLength={LABEL_LENGTH}
                value={from.label}
                error={faultAt('/from/label')}
                onChange={({ currentTarget }) => {
                  change({ from: { ...from, label: currentTarget.value } });
                }}
              />
              <label className={`${formStyles.choice} ${styles.required}`}>
                <input
                  type="checkbox"
                  checked={from.required}
                  onChange={({ currentTarget }) => {
                    change({ from: { ...from, required: currentTarget.checked } });
                  }}
                />
                {t('sources.request.required')}
              </label>
            </>
          )}
        </>
      )}
    </PartsRow>
  );
};
