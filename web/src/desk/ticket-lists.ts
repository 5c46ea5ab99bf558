import type * as z from 'zod';
import type { listTickets } from '../../../shared/contracts/http/ticket-queries.ts';
import { MENU_LISTS, TRANSFER_KINDS, type MenuList, type TransferKind } from '../../../shared/domain/ticket/ticket.ts';

export const isMenuList = (list: string): list is MenuList => (MENU_LISTS as readonly string[]).includes(list);

/** By the time of a ticket's last activity. */
export type ListOrder = z.output<(typeof listTickets)['query']>['order'];

/** A menu list as it is narrowed; null: it is not. */
export type ListView = {
  readonly list: MenuList;
  /** One of the groups of `all_in_group`. */
  readonly groupId: string | null;
  /** One kind of `all_transferred`. */
  readonly transfer: TransferKind | null;
  /** Only tickets that the agent marked as important. */
  readonly important: boolean;
};

/** What the page's address says of a list, beside its name. */
export type ListSearch = {
  readonly group?: string | undefined;
  readonly transfer?: TransferKind | undefined;
  readonly important?: true | undefined;
};

/** Reads what anybody may have written into the address; what is not known there is left out. */
export const parseListSearch = ({ group, transfer, important }: Readonly<Record<string, unknown>>): ListSearch => {
  const kind = TRANSFER_KINDS.find((each) => each === transfer);
  return {
    // The router reads a group that is called `12` as a number.
    ...(typeof group === 'string' || typeof group === 'number' ? { group: String(group) } : {}),
    ...(kind === undefined ? {} : { transfer: kind }),
    ...(important === true ? { important } : {}),
  };
};

/** The view of an address. */
export const viewOf = (list: MenuList, { group, transfer, important }: ListSearch): ListView => ({
  list,
  groupId: list === 'all_in_group' ? (group ?? null) : null,
  transfer: list === 'all_transferred' ? (transfer ?? null) : null,
  important: important === true,
});

/** The address of a view. All members are named: links within a list keep those that they don't name. */
export const searchOf = ({ groupId, transfer, important }: ListView): Required<ListSearch> => ({
  group: groupId ?? undefined,
  transfer: transfer ?? undefined,
  important: important ? true : undefined,
});

/** A whole list. */
export const wholeList = (list: MenuList): ListView => ({
  list,
  groupId: null,
  transfer: null,
  important: false,
});

/** The parts of a list that have a line of their own below it: the agent's groups, and kinds of transfer. */
export const partsOf = (list: MenuList, myGroupIds: readonly string[]): readonly ListView[] => {
  if (list === 'all_in_group')
    return myGroupIds.length < 2 ? [] : myGroupIds.map((groupId) => ({ ...wholeList(list), groupId }));
  if (list === 'all_transferred') return TRANSFER_KINDS.map((transfer) => ({ ...wholeList(list), transfer }));
  return [];
};

/** Where the key of the group lists leads: to all of the agent's groups, and from there to one after the other. */
export const nextGroup = ({ list, groupId }: ListView, myGroupIds: readonly string[]): ListView => {
  const all = wholeList('all_in_group');
  if (list !== 'all_in_group' || myGroupIds.length < 2) return all;
  return { ...all, groupId: myGroupIds[groupId === null ? 0 : myGroupIds.indexOf(groupId) + 1] ?? null };
};
