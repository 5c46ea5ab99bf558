/** What belongs to which trigger of which service. */
type Owner = { readonly serviceId: string; readonly triggerId: string };

/** What the secret that signs a trigger's calls is bound to; all actions of a trigger share it. */
export const signingContext = ({ serviceId, triggerId }: Owner) => ({ serviceId, of: `trigger-secret/${triggerId}` });

/** What the address of a messenger's hook is bound to, which is as secret as a password. */
export const hookContext = ({ serviceId, triggerId }: Owner) => ({ serviceId, of: `trigger-hook/${triggerId}` });
