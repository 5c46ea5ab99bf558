import {
  IconApi,
  IconMail,
  IconMessageCircle,
  IconPencilPlus,
  IconPhone,
  IconWorld,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../../shared/domain/ticket/ticket.ts';

const ICONS: Readonly<Record<Channel, Icon>> = {
  email: IconMail,
  chat: IconMessageCircle,
  phone: IconPhone,
  web: IconWorld,
  api: IconApi,
  created: IconPencilPlus,
};

/** How an inquiry came in. */
export const ChannelIcon = ({ channel }: { readonly channel: Channel }): ReactNode => {
  const { t } = useTranslation();
  const Drawn = ICONS[channel];
  const words = t(`channel.${channel}`);
  return (
    <span title={words} role="img" aria-label={words} style={{ display: 'inline-flex', flex: 'none' }}>
      <Drawn size={14} stroke={1.75} aria-hidden="true" />
    </span>
  );
};
