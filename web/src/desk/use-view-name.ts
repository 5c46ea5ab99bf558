import { useTranslation } from 'react-i18next';
import type { Desk } from './desk-context.ts';
import type { ListView } from './ticket-lists.ts';

/** A function that names a list as it is narrowed: by its group or kind of transfer alone. */
export const useViewName = ({ groupName }: Pick<Desk, 'groupName'>): ((view: ListView) => string) => {
  const { t } = useTranslation();
  return ({ list, groupId, transfer }) =>
    groupId !== null
      ? (groupName(groupId) ?? groupId)
      : transfer !== null
        ? t(`transfer.${transfer}`)
        : t(`list.${list}`);
};
