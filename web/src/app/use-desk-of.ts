import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, ServiceView } from '../desk/api/service-queries.ts';
import type { Desk } from '../desk/desk-context.ts';
import type { ListView } from '../desk/ticket-lists.ts';

/** Who works in which service; `view` is the list that is open, or that links to tickets lead to. */
export const useDeskOf = (me: Me, service: ServiceView, view: ListView): Desk => {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Map(service.agents.map((agent) => [agent.agentId, agent.name]));
    const groups = new Map(service.groups.map((group) => [group.groupId, group.name]));
    const membership = me.services.find(({ serviceId }) => serviceId === service.serviceId);
    return {
      me,
      service,
      list: view.list,
      view,
      role: membership?.role ?? 'agent',
      myGroupIds: membership?.groupIds ?? [],
      timeStyle: { timeZone: service.timeZone, language: i18n.language },
      agentName: (agentId) => (agentId === null ? undefined : names.get(agentId)),
      groupName: (groupId) => (groupId === null ? undefined : groups.get(groupId)),
    };
  }, [me, service, view, i18n.language]);
};
