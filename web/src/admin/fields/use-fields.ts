import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { getFieldUse, listFields, moveField } from '../../../../shared/contracts/http/fields.ts';
import { inOrder } from '../../../../shared/domain/desk/field.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { mutationKeys, queryKeys } from '../../desk/api/query-keys.ts';
import type { FieldView } from '../../desk/api/service-queries.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { afterMove, type Move } from '../kit/item-order.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';

type Fields = {
  /** In their order, deleted ones too; undefined while they are loading. */
  readonly fields: readonly FieldView[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Reads them at once; null when there is no such field any more. */
  readonly readField: (code: string) => Promise<FieldView | null>;
  /** Puts a field that was just saved into the cache. */
  readonly putField: (field: FieldView) => void;
};

/** The fields of the open service as they are now: read when the section is opened, and again while it is. */
export const useFreshFields = (): Fields => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const queryKey = queryKeys.serviceFields(serviceId);
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<readonly FieldView[]> =>
      (await call(listFields, { params: { serviceId }, signal })).fields,
    refetchOnMount: 'always',
    refetchInterval: READ_AGAIN,
    staleTime: 0,
  });
  return {
    fields: data,
    error: data === undefined ? error : null,
    retry: () => void refetch(),
    readField: useCallback(
      async (code) => {
        await cache.refetchQueries({ queryKey: queryKeys.serviceFields(serviceId), exact: true });
        const read = cache.getQueryData<readonly FieldView[]>(queryKeys.serviceFields(serviceId));
        return read?.find((field) => field.code === code && !field.deleted) ?? null;
      },
      [cache, serviceId],
    ),
    putField: useCallback(
      (field) => {
        cache.setQueryData<readonly FieldView[]>(
          queryKeys.serviceFields(serviceId),
          (known) => known && inOrder([...known.filter(({ code }) => code !== field.code), field]),
        );
      },
      [cache, serviceId],
    ),
  };
};

/**
 * A function that moves a field. The list shows it at once; moves are sent one after the other, and one that is refused
 * leaves the order that the desk has.
 */
export const useMoveField = (): { readonly move: (move: Move) => void; readonly error: Error | null } => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const queryKey = queryKeys.serviceFields(serviceId);
  const mutationKey = mutationKeys.moveField(serviceId);
  const change = (next: (fields: readonly FieldView[]) => readonly FieldView[]): void => {
    cache.setQueryData<readonly FieldView[]>(queryKey, (known) => known && next(known));
  };
  const { mutate, error } = useMutation({
    mutationKey,
    scope: { id: mutationKey.join('/') },
    networkMode: 'always',
    mutationFn: ({ id: code, before }: Move) => call(moveField, { params: { serviceId, code }, body: { before } }),
    onSuccess: ({ fields: moved }) => {
      const byCode = new Map(moved.map((field) => [field.code, field]));
      const isLast = cache.isMutating({ mutationKey }) <= 1;
      // The next move stands in the list already: the answer to this one does not take it back.
      change((fields) => {
        const known = fields.map((field) => byCode.get(field.code) ?? field);
        return isLast ? inOrder(known) : known;
      });
    },
    onError: () => cache.invalidateQueries({ queryKey, exact: true }),
  });
  return {
    move: (move) => {
      // At once, so that a key that is pressed again moves on from there.
      void cache.cancelQueries({ queryKey, exact: true });
      change((fields) => {
        const order = afterMove(
          fields.map(({ code }) => code),
          move,
        );
        return order.map((code) => fields.find((field) => field.code === code)!);
      });
      mutate(move);
    },
    error,
  };
};

export type FieldUse = OutputOf<typeof getFieldUse>;

/** How many of the newest tickets have a value of a field; read once somebody is about to take something away. */
export const useFieldUse = (
  code: string,
  isAsked: boolean,
): { readonly use: FieldUse | null; readonly isKnown: boolean } => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const { data, isPending } = useQuery({
    queryKey: queryKeys.fieldUse(serviceId, code),
    queryFn: ({ signal }) => call(getFieldUse, { params: { serviceId, code }, signal }),
    enabled: isAsked,
    staleTime: READ_AGAIN,
  });
  return { use: data ?? null, isKnown: !isPending };
};
