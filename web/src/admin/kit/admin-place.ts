import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';

/** In the place of an id: the form of something new. Ids begin with a letter or a digit. */
export const NEW_ITEM = '_new';

/** What is open in the administration. */
export type AdminPlace = { readonly serviceId: string; readonly section: string; readonly item: string | null };

/** What the address says is open: the service, the section, and in it one item. */
export const useAdminPlace = (): AdminPlace => {
  const { serviceId = '', section = '', item = null } = useParams({ strict: false });
  return { serviceId, section, item };
};

/** A function that opens a section, or an item in it, of the open service or another one. */
export const useOpenAdmin = (): ((
  place: { readonly section: string; readonly item?: string | null; readonly serviceId?: string },
  options?: { readonly replace?: boolean },
) => void) => {
  const navigate = useNavigate();
  const { serviceId: open } = useAdminPlace();
  return useCallback(
    ({ section, item = null, serviceId = open }, { replace = false } = {}) => {
      void (item === null
        ? navigate({ to: '/admin/$serviceId/$section', params: { serviceId, section }, replace })
        : navigate({ to: '/admin/$serviceId/$section/$item', params: { serviceId, section, item }, replace }));
    },
    [navigate, open],
  );
};
