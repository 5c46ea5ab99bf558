import { NativeSelect, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  INTERNAL_REASON_RULES,
  INTERNAL_REASONS,
  type InternalReason,
} from '../../../shared/domain/ticket/internal-reason.ts';
import { PRIORITIES, type Priority } from '../../../shared/domain/ticket/ticket.ts';
import { useDesk } from '../desk/desk-context.ts';
import { RecipientPicker } from '../desk/recipient/recipient-picker.tsx';
import type { BatchForm, Gap } from './batch-form.ts';
import type { BatchKind } from './batch-plan.ts';

/** The fields that a command of a batch needs; the first one gets the focus. */
export const BatchFields = ({
  kind,
  form,
  groups,
  gap,
  onEdit,
}: {
  readonly kind: BatchKind;
  readonly form: BatchForm;
  /** The agent's groups of which one must be chosen. */
  readonly groups: readonly string[];
  /** What is said to be missing. */
  readonly gap: Gap | null;
  readonly onEdit: (edit: Partial<BatchForm>) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { groupName } = useDesk();
  const errorOf = (field: Gap): string | null => (field === gap ? t('create.missing') : null);
  const isAnswer = kind === 'comment' || kind === 'resolve' || kind === 'pend';
  const isNote = kind === 'forward' || kind === 'resolve_internally';
  const isNoteNeeded = kind === 'resolve_internally' && INTERNAL_REASON_RULES[form.reason].needsText;
  return (
    <Stack gap="md">
      {kind === 'resolve_internally' && (
        <NativeSelect
          label={t('batch.reason')}
          data={INTERNAL_REASONS.map((reason) => ({ value: reason, label: t(`reason.${reason}`) }))}
          value={form.reason}
          onChange={(event) => {
            onEdit({ reason: event.currentTarget.value as InternalReason });
          }}
          data-autofocus
        />
      )}
      {kind === 'resolve_internally' && form.reason === 'duplicate' && (
        <TextInput
          label={t('batch.duplicateOf')}
          required
          inputMode="numeric"
          placeholder="#1024"
          value={form.duplicateOf}
          error={gap === 'duplicateOf' ? t('batch.duplicateWrong') : null}
          onChange={(event) => {
            onEdit({ duplicateOf: event.currentTarget.value });
          }}
        />
      )}
      {kind === 'forward' && (
        <RecipientPicker
          label={t('forward.to')}
          held={null}
          value={form.recipient}
          onChange={(recipient) => {
            onEdit({ recipient });
          }}
          error={errorOf('recipient')}
          autoFocus
        />
      )}
      {groups.length > 0 && (
        <NativeSelect
          label={t('ticket.keepAs')}
          required
          data={[
            { value: '', label: t('batch.choose') },
            ...groups.map((groupId) => ({ value: groupId, label: groupName(groupId) ?? groupId })),
          ]}
          value={form.groupId}
          error={errorOf('groupId')}
          onChange={(event) => {
            onEdit({ groupId: event.currentTarget.value });
          }}
          data-autofocus
        />
      )}
      {(isAnswer || isNote) && (
        <Textarea
          label={t(isNote ? 'batch.note' : kind === 'comment' ? 'batch.commentText' : 'batch.answer')}
          required={isAnswer || isNoteNeeded}
          autosize
          minRows={isAnswer ? 5 : 2}
          maxRows={12}
          dir="auto"
          value={form.text}
          error={errorOf('text')}
          onChange={(event) => {
            onEdit({ text: event.currentTarget.value });
          }}
          data-autofocus={isAnswer || undefined}
        />
      )}
      {kind === 'set_priority' && (
        <div role="group" aria-label={t('fields.priority')}>
          <SegmentedControl
            size="xs"
            value={form.priority}
            onChange={(value) => {
              onEdit({ priority: value as Priority });
            }}
            data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
          />
        </div>
      )}
      {kind === 'mark_important' && (
        <div role="group" aria-label={t('batch.mark_important')}>
          <SegmentedControl
            size="xs"
            value={form.important ? 'yes' : 'no'}
            onChange={(value) => {
              onEdit({ important: value === 'yes' });
            }}
            data={[
              { value: 'yes', label: t('important.mark') },
              { value: 'no', label: t('important.unmark') },
            ]}
          />
        </div>
      )}
    </Stack>
  );
};
