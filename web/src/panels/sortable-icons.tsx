import { DndContext, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useEffect, useMemo, type ReactNode } from 'react';
import { PanelIcon, type PanelIconActions, type PanelIconView } from './panel-icon.tsx';

/** Pixels that the pointer moves before an icon follows it: less is a click. */
const DRAG_AFTER = 6;
/** What was done is announced by whoever does it, in the agent's language. */
const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

/** The icons, each of which can be dragged to another place. */
export const SortableIcons = ({
  icons,
  onToggle,
  onMove,
  onShown,
}: PanelIconActions & {
  readonly icons: readonly PanelIconView[];
  /** They have taken the place of the icons that can't be dragged, of which one may have had the focus. */
  readonly onShown: () => void;
}): ReactNode => {
  useEffect(onShown, [onShown]);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: DRAG_AFTER } }));
  const ids = useMemo(() => icons.map(({ id }) => id), [icons]);
  return (
    <DndContext
      sensors={sensors}
      accessibility={{ announcements: SILENT, screenReaderInstructions: { draggable: '' } }}
      onDragEnd={({ active, over }) => {
        if (over !== null) onMove(String(active.id), ids.indexOf(String(over.id)));
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {icons.map((view, place) => (
          <SortableIcon key={view.id} view={view} place={place} onToggle={onToggle} onMove={onMove} />
        ))}
      </SortableContext>
    </DndContext>
  );
};

const SortableIcon = (
  props: PanelIconActions & { readonly view: PanelIconView; readonly place: number },
): ReactNode => {
  const { setNodeRef, listeners, transform, transition, isDragging } = useSortable({ id: props.view.id });
  return (
    <PanelIcon
      {...props}
      drag={{
        ref: setNodeRef,
        style: { transform: `translateY(${transform?.y ?? 0}px)`, transition },
        listeners: listeners ?? {},
        isDragged: isDragging,
      }}
    />
  );
};
