import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAndTime } from '../../ui/format-time.ts';
import { useServiceFields, type FieldView } from '../api/service-queries.ts';
import { useDesk } from '../desk-context.ts';
import { useCategoryPaths, useNames } from '../fields/use-value-words.ts';
import { useNow } from '../timestamp.tsx';
import { askedFieldsOf, type AskedField } from './asked-fields.ts';
import type { TriggerSpeaker } from './condition-words.ts';

const NO_FIELDS: readonly FieldView[] = [];

/** What can be asked about tickets of the open service, and what triggers are said with. */
export const useTriggerSpeaker = (): TriggerSpeaker & { readonly fields: readonly AskedField[] } => {
  const { t } = useTranslation('triggers');
  const { t: common, i18n } = useTranslation();
  const { service, timeStyle } = useDesk();
  const { data: own = NO_FIELDS } = useServiceFields(service.serviceId);
  const named = useNames();
  const inquiryTypes = useCategoryPaths('inquiryTypeId');
  const processingTypes = useCategoryPaths('processingTypeId');
  const now = useNow();
  return useMemo(() => {
    const fields = askedFieldsOf(service, own, { t, common, named, inquiryTypes, processingTypes });
    const byId = new Map(fields.map((field) => [field.id, field]));
    return {
      t,
      language: i18n.language,
      fields,
      field: (id: string) => byId.get(id),
      time: (at: string) => dateAndTime(at, now, timeStyle),
    };
  }, [t, common, i18n.language, service, own, named, inquiryTypes, processingTypes, now, timeStyle]);
};
