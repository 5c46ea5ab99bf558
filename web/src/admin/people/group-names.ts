import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';

/** A hint for a group's name that another group has: it is allowed, and hardly meant. */
export const useNameHint = (name: string, groupId?: string): { readonly hint?: string } => {
  const { t } = useTranslation('admin');
  const wanted = name.trim().toLowerCase();
  const others = useDesk().service.groups.filter((group) => group.groupId !== groupId);
  const same = others.find((group) => wanted !== '' && group.name.trim().toLowerCase() === wanted);
  if (same === undefined) return {};
  return { hint: t(same.active ? 'groups.name.same' : 'groups.name.sameRemoved') };
};
