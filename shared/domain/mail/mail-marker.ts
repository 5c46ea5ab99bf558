/** Which mail of ours it is, as the marker header says it: ids only. */
export type MailMarker = { readonly serviceId: string; readonly number: number; readonly mailId: string };

export const markerOf = ({ serviceId, number, mailId }: MailMarker): string => `${serviceId}/${number}/${mailId}`;

export const readMarker = (value: string): MailMarker | undefined => {
  const found = /^([\w-]{1,64})\/(\d{1,9})\/(mail_\w{1,64})$/.exec(value.trim());
  return found ? { serviceId: found[1]!, number: Number(found[2]), mailId: found[3]! } : undefined;
};
