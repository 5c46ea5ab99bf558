import type { StageConfig } from '../config.ts';

/** Only for one machine: hosts that may be asked and called although their addresses are private. */
export const simulatorsOf = ({ customerInformation }: StageConfig): Readonly<Record<string, string>> => ({
  ...(customerInformation && { ALLOWED_HOSTS: customerInformation.allowedHosts.join(',') }),
  ...(customerInformation?.authority && { ALLOWED_AUTHORITY: customerInformation.authority }),
});
