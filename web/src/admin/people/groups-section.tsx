import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import type { GroupView } from './people.ts';
import { NEW_ITEM, useAdminPlace } from '../kit/admin-place.ts';
import { ItemsAndForm, type Item } from '../kit/item-list.tsx';
import { SectionPage } from '../kit/section-page.tsx';
import { useFreshService } from '../kit/use-fresh-service.ts';
import { GroupPage } from './group-page.tsx';
import { NewGroup } from './new-group.tsx';

/** Groups of agents: who is in them, and in which order tickets are given to them. */
export const GroupsSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { agentName, timeStyle } = useDesk();
  const { service } = useFreshService();
  const { item } = useAdminPlace();
  const itemOf = ({ groupId, name, agentIds, active }: GroupView): Item => {
    const members = agentIds.flatMap((agentId) => agentName(agentId) ?? []).join(', ');
    return {
      id: groupId,
      name,
      ...(active
        ? { detail: members === '' ? t('groups.nobody') : members, aside: agentIds.length.toLocaleString() }
        : { aside: t('groups.removed') }),
      isOff: !active,
      words: members,
    };
  };
  const collator = new Intl.Collator(timeStyle.language);
  const items = service.groups
    .toSorted((a, b) => Number(b.active) - Number(a.active) || collator.compare(a.name, b.name))
    .map(itemOf);
  return (
    <SectionPage title={t('groups.title')} about={t('groups.about')}>
      <ItemsAndForm label={t('groups.title')} items={items} newLabel={t('groups.new')} empty={t('groups.none')}>
        {item === NEW_ITEM ? <NewGroup /> : item !== null && <GroupPage key={item} groupId={item} />}
      </ItemsAndForm>
    </SectionPage>
  );
};
