import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createTicket, keepTicket } from '../../../shared/contracts/http/tickets.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { mutationKeys } from '../desk/api/query-keys.ts';
import { useServiceFields, type FieldView } from '../desk/api/service-queries.ts';
import { settleTicket } from '../desk/api/settle-ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import type { TicketValue, ValueKey } from '../desk/fields/field-values.ts';
import { afterDrawing, focusTicket } from '../desk/focus-pane.ts';
import { notifyOutcome } from '../desk/notify-outcome.tsx';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { useWaitReason } from '../desk/uploads/use-upload-words.ts';
import { awaitedOf, endUploads, uploads, useUploadStates } from '../desk/uploads/window-uploads.ts';
import { announce } from '../ui/announcer.tsx';
import {
  bodyOf,
  checkNewTicket,
  EMPTY,
  fieldsOfForm,
  fileIdsOf,
  isEmpty,
  keepNewTicket,
  readNewTicket,
  refusedParts,
  sentAs,
  shelfKey,
  valueIn,
  withUpload,
  withValue,
  type NewFaults,
  type NewTicket,
  type NewTicketBody,
  type Part,
} from './new-ticket.ts';

type Sending = {
  readonly body: NewTicketBody;
  readonly key: string;
  readonly keepFor: { readonly groupId?: string } | null;
};
type Created = { readonly ticket: TicketView; readonly notKept: unknown };

export type NewTicketForm = {
  readonly ticket: NewTicket;
  readonly asked: readonly FieldView[];
  readonly fieldsFailed: Error | null;
  readonly faults: NewFaults;
  /** How often the form was refused: then the first fault gets the focus. */
  readonly refusals: number;
  readonly error: Error | null;
  readonly isSending: boolean;
  /** Why it can't be sent yet, in words: files are on their way. */
  readonly waits: string | null;
  readonly isEmpty: boolean;
  readonly value: (key: ValueKey) => TicketValue;
  readonly edit: (key: ValueKey, value: TicketValue) => void;
  /** Puts the upload of a file that has arrived in the place of what stood for it. */
  readonly arrived: (id: string, uploadId: string) => void;
  readonly change: (part: Exclude<Part, ValueKey> | 'keep', changes: Partial<NewTicket>) => void;
  readonly send: () => void;
  readonly clear: () => void;
};

/** The ticket that is being written: kept in this browser until it is created, sent once however often it is tried. */
export const useNewTicket = (onCreated: () => void): NewTicketForm => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { me, service, role, myGroupIds } = useDesk();
  const { serviceId } = service;
  const cache = useQueryClient();
  const navigate = useNavigate();
  const errorWords = useErrorWords();
  const fields = useServiceFields(serviceId);
  const key = shelfKey(me.agentId, serviceId);
  const [ticket, setTicket] = useState(() => readNewTicket(window.localStorage, key));
  const [faults, setFaults] = useState<NewFaults>(new Map());
  const [refusals, setRefusals] = useState(0);
  const refuse = (found: NewFaults): void => {
    setFaults(found);
    if (found.size > 0) setRefusals((count) => count + 1);
  };
  const definitions = fields.data;
  const asked = fieldsOfForm(ticket, definitions ?? [], serviceId, role);
  const latest = useRef(ticket);
  const waitReason = useWaitReason();
  const waits = waitReason(awaitedOf(fileIdsOf(ticket), useUploadStates()));
  const put = (next: NewTicket): void => {
    endUploads(fileIdsOf(latest.current), fileIdsOf(next));
    latest.current = next;
    setTicket(next);
  };
  useEffect(() => {
    // Which values are encrypted is known when the fields are. What is still on its way would have no bytes later.
    const files = ticket.files.filter(({ id }) => uploads.fileOf(id) === undefined);
    if (definitions !== undefined) keepNewTicket(window.localStorage, key, { ...ticket, files }, definitions);
  }, [ticket, definitions, key]);
  useEffect(
    () => () => {
      endUploads(fileIdsOf(latest.current), []);
    },
    [],
  );

  const { mutate, isPending, error, reset } = useMutation({
    mutationKey: mutationKeys.create(serviceId),
    mutationFn: async ({ body, key: once, keepFor }: Sending): Promise<Created> => {
      const ticketMade = await call(createTicket, { params: { serviceId }, body, idempotencyKey: once });
      if (keepFor === null) return { ticket: ticketMade, notKept: null };
      try {
        const kept = await call(keepTicket, {
          params: { serviceId, number: ticketMade.number },
          body: keepFor,
          idempotencyKey: `${once}-keep`,
        });
        return { ticket: kept, notKept: null };
      } catch (cause) {
        return { ticket: ticketMade, notKept: cause };
      }
    },
    onSuccess: ({ ticket: made, notKept }) => {
      const { number } = made;
      put(EMPTY);
      setFaults(new Map());
      void settleTicket(cache, made);
      announce(t(made.assigneeId === me.agentId ? 'create.doneKept' : 'create.done', { label: ticketLabel(number) }));
      if (notKept !== null)
        notifyOutcome({
          words: t('create.notKept', { label: ticketLabel(number), why: errorWords(notKept) }),
          isRefused: true,
        });
      onCreated();
      const list = made.assigneeId === me.agentId ? 'my_processing' : 'all_unassigned';
      void navigate({
        to: '/s/$serviceId/$list/$number',
        params: { serviceId, list, number },
        search: searchOf(wholeList(list)),
      }).then(() => {
        afterDrawing(focusTicket);
      });
    },
    onError: (cause) => {
      refuse(refusedParts(cause, latest.current));
      // A refusal is settled: the same content under the same key would be answered with it again.
      if (cause instanceof ProblemError && cause.status < 500) put({ ...latest.current, sent: null });
    },
  });
  const without = (part: Part): void => {
    if (!faults.has(part)) return;
    const left = new Map(faults);
    left.delete(part);
    setFaults(left);
  };
  return {
    ticket,
    asked,
    fieldsFailed: definitions === undefined ? fields.error : null,
    faults,
    refusals,
    error,
    isSending: isPending,
    waits,
    isEmpty: isEmpty(ticket),
    value: (of) => valueIn(ticket, of),
    edit: (of, value) => {
      without(of);
      put(withValue(latest.current, of, value));
    },
    arrived: (id, uploadId) => {
      put(withUpload(latest.current, id, uploadId));
    },
    change: (part, changes) => {
      without(part === 'keep' ? 'groupId' : part);
      put({ ...latest.current, ...changes });
    },
    send: () => {
      if (isPending) return;
      if (waits !== null) {
        announce(waits);
        return;
      }
      reset();
      const found = checkNewTicket(ticket, asked, { serviceId, role, myGroupIds });
      refuse(found);
      if (found.size > 0) return;
      const body = bodyOf(ticket, asked);
      const sent = sentAs(ticket, body, () => crypto.randomUUID());
      put({ ...ticket, sent });
      const groupId = ticket.groupId ?? myGroupIds[0];
      mutate({
        body,
        key: sent.key,
        keepFor: ticket.keep ? (groupId === undefined ? {} : { groupId }) : null,
      });
    },
    clear: () => {
      reset();
      setFaults(new Map());
      put(EMPTY);
    },
  };
};
