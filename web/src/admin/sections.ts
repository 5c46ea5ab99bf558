import {
  IconAt,
  IconBinaryTree2,
  IconBuilding,
  IconFileCode,
  IconForms,
  IconListCheck,
  IconListTree,
  IconMailCog,
  IconMessageOff,
  IconPlugConnected,
  IconSpeakerphone,
  IconTemplate,
  IconUser,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { AdminWordKey } from '../ui/words/admin/en.ts';

/** A section of the administration. Its component is loaded when it is first opened. */
export type Section = {
  /** In the address; never changes. */
  readonly id: string;
  readonly title: AdminWordKey;
  readonly icon: Icon;
  readonly Content: LazyExoticComponent<ComponentType>;
};

type Loaded = Readonly<Record<string, ComponentType>>;
const section = (id: string, title: AdminWordKey, icon: Icon, load: () => Promise<Loaded>): Section => ({
  id,
  title,
  icon,
  Content: lazy(async () => ({ default: Object.values(await load())[0]! })),
});

/** All sections in the order in which they stand at the left, in groups. A new one has its line here. */
export const SECTION_GROUPS: readonly { readonly title: AdminWordKey; readonly sections: readonly Section[] }[] = [
  {
    title: 'nav.desk',
    sections: [
      section('overview', 'overview.title', IconListCheck, () => import('./overview/overview-section.tsx')),
      section('service', 'service.title', IconBuilding, () => import('./service/service-section.tsx')),
      section('agents', 'agents.title', IconUser, () => import('./people/agents-section.tsx')),
      section('groups', 'groups.title', IconUsersGroup, () => import('./people/groups-section.tsx')),
    ],
  },
  {
    title: 'nav.tickets',
    sections: [
      section(
        'inquiry-types',
        'categories.inquiryTypes',
        IconListTree,
        () => import('./categories/inquiry-types-section.tsx'),
      ),
      section(
        'processing-types',
        'categories.processingTypes',
        IconBinaryTree2,
        () => import('./categories/processing-types-section.tsx'),
      ),
      section('fields', 'fields.title', IconForms, () => import('./fields/fields-section.tsx')),
    ],
  },
  {
    title: 'nav.texts',
    sections: [
      section('templates', 'templates.title', IconTemplate, () => import('./texts/templates-section.tsx')),
      section('layouts', 'layouts.title', IconMailCog, () => import('./texts/layouts-section.tsx')),
      section('senders', 'senders.title', IconAt, () => import('./senders/senders-section.tsx')),
      section(
        'restricted-words',
        'words.title',
        IconMessageOff,
        () => import('./restricted-words/restricted-words-section.tsx'),
      ),
    ],
  },
  {
    title: 'nav.connections',
    sections: [
      section(
        'customer-information',
        'sources.title',
        IconPlugConnected,
        () => import('./customer-information/sources-section.tsx'),
      ),
      section('notices', 'notices.title', IconSpeakerphone, () => import('./notices/notices-section.tsx')),
      section('setup', 'setup.title', IconFileCode, () => import('./setup/setup-section.tsx')),
    ],
  },
];

export const SECTIONS: readonly Section[] = SECTION_GROUPS.flatMap(({ sections }) => sections);
