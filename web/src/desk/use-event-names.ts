import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAndTime } from '../ui/format-time.ts';
import { nameIn } from '../ui/name-in.ts';
import type { FieldView } from './api/service-queries.ts';
import { useDesk } from './desk-context.ts';
import type { EventNames } from './event-words.ts';
import { useNow } from './timestamp.tsx';

const NO_FIELDS: readonly FieldView[] = [];

/** The names that events of this service are told with; `fields` are the service's own. */
export const useEventNames = (fields: readonly FieldView[] = NO_FIELDS): EventNames => {
  const { i18n } = useTranslation();
  const { service, agentName, groupName, timeStyle } = useDesk();
  const now = useNow();
  return useMemo(() => {
    const named: EventNames['named'] = (names) => nameIn(names, i18n.language, service.language);
    return {
      agent: agentName,
      group: groupName,
      category: (kind, categoryId) => {
        const found = service.categories.find((each) => each.kind === kind && each.categoryId === categoryId);
        return found && named(found.names);
      },
      field: (code) => fields.find((each) => each.code === code),
      named,
      time: (at) => dateAndTime(at, now, timeStyle),
    };
  }, [i18n.language, service, agentName, groupName, timeStyle, now, fields]);
};
