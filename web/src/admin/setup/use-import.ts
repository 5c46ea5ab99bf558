import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as z from 'zod';
import { importSetup } from '../../../../shared/contracts/http/desk-setup.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { prunedBy, type Difference, type Pruned } from './differences.ts';

type Document = z.input<typeof importSetup.body>['document'];

/** What was chosen to be imported. */
export type ChosenDocument = {
  /** Of this choice: the same file chosen again is read again. */
  readonly id: string;
  readonly name: string;
  readonly document: object;
};

/** What came of applying a difference. */
export type ImportResult =
  | { readonly is: 'done'; readonly applied: number }
  /** Somebody else made it another difference; so much of the one that was shown had been written. */
  | { readonly is: 'changed'; readonly applied: number };

export type SetupImport = {
  /** The difference as it is now; undefined while it is read, and when the document can't be imported. */
  readonly difference: Difference | undefined;
  /** What goes, or would go, when what the document doesn't have is taken away; undefined while that is unknown. */
  readonly pruned: Pruned | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
  readonly apply: () => void;
  readonly isApplying: boolean;
  /** So many changes were written by this apply so far. */
  readonly applied: number;
  readonly applyError: Error | null;
  readonly result: ImportResult | null;
  readonly forget: () => void;
};

/**
 * The difference between the service and a document, and what applies it. A request writes a part of a large one: they
 * follow each other until nothing remains. What is written is the difference that was shown, or nothing.
 */
export const useImport = (chosen: ChosenDocument, prune: boolean): SetupImport => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const [applied, setApplied] = useState(0);
  const [result, setResult] = useState<ImportResult | null>(null);
  const params = { serviceId };
  const document = chosen.document as Document;
  const place = ['setup-difference', serviceId, chosen.id] as const;
  const compare = (pruned: boolean, isAsked: boolean) => ({
    queryKey: [...place, pruned],
    queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<Difference> =>
      call(importSetup, { params, body: { document, dryRun: true, prune: pruned }, signal }),
    enabled: isAsked,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
  const plain = useQuery(compare(false, true));
  // With pruning only what is possible without can go wrong as well: the second answer is asked for after the first.
  const pruning = useQuery(compare(true, plain.data !== undefined));
  const shown = prune ? pruning : plain;
  const { mutate, error, isPending, reset } = useMutation({
    networkMode: 'always',
    retry: false,
    mutationFn: async (first: string): Promise<number> => {
      let written = 0;
      let revision = first;
      for (;;) {
        const answer = await call(importSetup, { params, body: { document, dryRun: false, prune, revision } });
        written += answer.applied;
        setApplied(written);
        if (answer.remaining === 0) return written;
        revision = answer.revision;
      }
    },
    onSuccess: (written) => {
      setResult({ is: 'done', applied: written });
    },
    onError: (cause) => {
      if (!(cause instanceof ProblemError) || cause.code !== 'difference_changed') return;
      const here = cause.problem['applied'];
      setResult({ is: 'changed', applied: applied + (typeof here === 'number' ? here : 0) });
    },
    // What was written is shown everywhere else as well.
    onSettled: () => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === serviceId }),
  });
  return {
    difference: shown.isFetching ? undefined : shown.data,
    pruned:
      plain.data === undefined || pruning.data === undefined
        ? undefined
        : prunedBy(plain.data.changes, pruning.data.changes),
    error: shown.isFetching ? null : (plain.error ?? shown.error),
    readAgain: () => {
      void cache.invalidateQueries({ queryKey: place });
    },
    apply: () => {
      if (isPending || shown.data === undefined) return;
      setApplied(0);
      setResult(null);
      mutate(shown.data.revision);
    },
    isApplying: isPending,
    applied,
    applyError: error instanceof ProblemError && error.code === 'difference_changed' ? null : error,
    result,
    forget: () => {
      reset();
      setResult(null);
    },
  };
};
