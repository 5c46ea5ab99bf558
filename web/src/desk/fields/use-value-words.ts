import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Priority, TicketLanguage } from '../../../../shared/domain/ticket/ticket.ts';
import type { FieldView, ServiceView } from '../api/service-queries.ts';
import { useDesk } from '../desk-context.ts';
import { useNow } from '../timestamp.tsx';
import { dateAndTime } from '../../ui/format-time.ts';
import { nameIn } from '../../ui/name-in.ts';
import { categoryPaths, pathWords, type CategoryPath } from './category-paths.ts';
import { keyOf, type OwnKey, type TicketValue, type ValueKey } from './field-values.ts';

/** A value of a ticket as it is named and read: one that every ticket has, or one of the service's own fields. */
export type Subject = OwnKey | FieldView;
export const keyOfSubject = (subject: Subject): ValueKey =>
  typeof subject === 'string' ? subject : keyOf(subject.code);

const OWN_NAMES = {
  'customer.name': 'fields.name',
  'customer.email': 'fields.email',
  'customer.phone': 'fields.phone',
  language: 'fields.language',
  priority: 'fields.priority',
  inquiryTypeId: 'fields.inquiryType',
  processingTypeId: 'fields.processingType',
  tags: 'fields.tags',
} as const satisfies Record<OwnKey, string>;

/** The paths of the categories that a value of this key is chosen from, with those that are no longer in use. */
export const useCategoryPaths = (key: 'inquiryTypeId' | 'processingTypeId'): readonly CategoryPath[] => {
  const { i18n } = useTranslation();
  const { service } = useDesk();
  const kind: ServiceView['categories'][number]['kind'] = key === 'inquiryTypeId' ? 'inquiry_type' : 'processing_type';
  return useMemo(
    () => categoryPaths(service.categories, kind, i18n.language, service.language),
    [service.categories, service.language, kind, i18n.language],
  );
};

/** The name of what is written in several languages, in the agent's where there is one. */
export const useNames = (): ((names: FieldView['names'], otherwise: string) => string) => {
  const { i18n } = useTranslation();
  const { service } = useDesk();
  return useCallback(
    (names, otherwise) => nameIn(names, i18n.language, service.language) ?? otherwise,
    [i18n.language, service.language],
  );
};

/** What a value is called. */
export const useSubjectName = (): ((subject: Subject) => string) => {
  const { t } = useTranslation();
  const names = useNames();
  return useCallback(
    (subject) => (typeof subject === 'string' ? t(OWN_NAMES[subject]) : names(subject.names, subject.code)),
    [t, names],
  );
};

/** A value in words; null when there is none. `fileNames` name files by their ids. */
export const useValueWords = (): ((
  subject: Subject,
  value: TicketValue,
  fileNames?: ReadonlyMap<string, string>,
) => string | null) => {
  const { t } = useTranslation();
  const { timeStyle } = useDesk();
  const names = useNames();
  const now = useNow();
  const inquiryTypes = useCategoryPaths('inquiryTypeId');
  const processingTypes = useCategoryPaths('processingTypeId');
  return useCallback(
    (subject, value, fileNames) => {
      if (value === null || (Array.isArray(value) && value.length === 0)) return null;
      if (subject === 'inquiryTypeId' || subject === 'processingTypeId') {
        const found = (subject === 'inquiryTypeId' ? inquiryTypes : processingTypes).find(
          ({ categoryId }) => categoryId === value,
        );
        return found === undefined ? String(value) : pathWords(found.path);
      }
      if (subject === 'priority') return t(`priority.${value as Priority}`);
      if (subject === 'language') return t(`language.${value as TicketLanguage}`);
      const time = (at: string): string => (Number.isNaN(Date.parse(at)) ? at : dateAndTime(at, now, timeStyle));
      const type = typeof subject === 'string' ? 'text' : subject.type;
      const option = (code: string): string =>
        names(
          (typeof subject === 'string' ? [] : subject.options).find((each) => each.code === code)?.names ?? {},
          code,
        );
      if (typeof value === 'boolean') return t(value ? 'fields.agreed' : 'fields.notAgreed');
      if (typeof value === 'string') {
        if (type === 'datetime') return time(value);
        return type === 'dropdown' || type === 'radio' ? option(value) : value;
      }
      if ('from' in value)
        return `${type === 'datetime_period' ? time(value.from) : value.from} – ${type === 'datetime_period' ? time(value.to) : value.to}`;
      return value.map((each) => (type === 'checkbox' ? option(each) : (fileNames?.get(each) ?? each))).join(', ');
    },
    [t, names, now, timeStyle, inquiryTypes, processingTypes],
  );
};
