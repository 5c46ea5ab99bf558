import {
  IconAt,
  IconBinaryTree2,
  IconBolt,
  IconBuilding,
  IconClock,
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

const section = (id: string, title: AdminWordKey, icon: Icon, load: () => Promise<ComponentType>): Section => ({
  id,
  title,
  icon,
  Content: lazy(async () => ({ default: await load() })),
});

/** All sections in the order in which they stand at the left, in groups. A new one has its line here. */
export const SECTION_GROUPS: readonly { readonly title: AdminWordKey; readonly sections: readonly Section[] }[] = [
  {
    title: 'nav.desk',
    sections: [
      section(
        'overview',
        'overview.title',
        IconListCheck,
        async () => (await import('./overview/overview-section.tsx')).OverviewSection,
      ),
      section(
        'service',
        'service.title',
        IconBuilding,
        async () => (await import('./service/service-section.tsx')).ServiceSection,
      ),
      section(
        'agents',
        'agents.title',
        IconUser,
        async () => (await import('./people/agents-section.tsx')).AgentsSection,
      ),
      section(
        'groups',
        'groups.title',
        IconUsersGroup,
        async () => (await import('./people/groups-section.tsx')).GroupsSection,
      ),
    ],
  },
  {
    title: 'nav.tickets',
    sections: [
      section(
        'inquiry-types',
        'categories.inquiryTypes',
        IconListTree,
        async () => (await import('./categories/inquiry-types-section.tsx')).InquiryTypesSection,
      ),
      section(
        'processing-types',
        'categories.processingTypes',
        IconBinaryTree2,
        async () => (await import('./categories/processing-types-section.tsx')).ProcessingTypesSection,
      ),
      section(
        'fields',
        'fields.title',
        IconForms,
        async () => (await import('./fields/fields-section.tsx')).FieldsSection,
      ),
    ],
  },
  {
    title: 'nav.automation',
    sections: [
      section(
        'triggers',
        'triggers.title',
        IconBolt,
        async () => (await import('./triggers/triggers-section.tsx')).TriggersSection,
      ),
      section(
        'business-hours',
        'hours.title',
        IconClock,
        async () => (await import('./business-hours/business-hours-section.tsx')).BusinessHoursSection,
      ),
    ],
  },
  {
    title: 'nav.texts',
    sections: [
      section(
        'templates',
        'templates.title',
        IconTemplate,
        async () => (await import('./texts/templates-section.tsx')).TemplatesSection,
      ),
      section(
        'layouts',
        'layouts.title',
        IconMailCog,
        async () => (await import('./texts/layouts-section.tsx')).LayoutsSection,
      ),
      section(
        'senders',
        'senders.title',
        IconAt,
        async () => (await import('./senders/senders-section.tsx')).SendersSection,
      ),
      section(
        'restricted-words',
        'words.title',
        IconMessageOff,
        async () => (await import('./restricted-words/restricted-words-section.tsx')).RestrictedWordsSection,
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
        async () => (await import('./customer-information/sources-section.tsx')).SourcesSection,
      ),
      section(
        'notices',
        'notices.title',
        IconSpeakerphone,
        async () => (await import('./notices/notices-section.tsx')).NoticesSection,
      ),
      section(
        'setup',
        'setup.title',
        IconFileCode,
        async () => (await import('./setup/setup-section.tsx')).SetupSection,
      ),
    ],
  },
];

export const SECTIONS: readonly Section[] = SECTION_GROUPS.flatMap(({ sections }) => sections);
