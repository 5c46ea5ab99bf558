import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServiceFields } from '../api/service-queries.ts';
import { useDesk } from '../desk-context.ts';
import { pathWords } from '../fields/category-paths.ts';
import { useCategoryPaths, useNames, useValueWords } from '../fields/use-value-words.ts';
import type { ActionNames } from './action-words.ts';

/** What actions are said with. */
export const useActionNames = (): ActionNames => {
  const { t } = useTranslation('triggers');
  const { t: common } = useTranslation();
  const { service, agentName, groupName } = useDesk();
  const { data: fields } = useServiceFields(service.serviceId);
  const names = useNames();
  const valueWords = useValueWords();
  const inquiryTypes = useCategoryPaths('inquiryTypeId');
  const processingTypes = useCategoryPaths('processingTypeId');
  return useMemo(() => {
    const categories = new Map(
      [...inquiryTypes, ...processingTypes].map(({ categoryId, path }) => [categoryId, pathWords(path)]),
    );
    return {
      t,
      priority: (priority) => common(`priority.${priority}`),
      agent: agentName,
      group: groupName,
      category: (categoryId) => categories.get(categoryId),
      field: (code) => {
        const field = fields?.find((each) => each.code === code && !each.deleted);
        return (
          field && {
            name: names(field.names, code).split('\n')[0]!,
            words: (value) => valueWords(field, value),
          }
        );
      },
    };
  }, [t, common, agentName, groupName, fields, names, valueWords, inquiryTypes, processingTypes]);
};
