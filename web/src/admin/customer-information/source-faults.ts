import type { FaultTable } from '../kit/faults.ts';

/** Sentences by which the desk refuses settings of a source or a test call. */
export const SENTENCES: FaultTable = {
  'Must be an https address': 'sources.fault.https',
  'Must name neither a user nor a fragment': 'sources.fault.userOrFragment',
  'The address is not of the open internet': 'sources.fault.private',
  'Another item has this variable': 'sources.fault.variableTwice',
  'Another item has this label': 'sources.fault.labelTwice',
  'The service has no such field': 'sources.fault.noField',
  'A caption holds no value': 'sources.fault.caption',
  'What is stored encrypted is not sent out': 'sources.fault.encrypted',
  'Must begin with a letter or _ and go on with letters, digits, _, . or -, 64 characters at most':
    'sources.fault.variable',
  'The saved key signs only calls to the saved address: type the key': 'sources.fault.otherOrigin',
  'Type this in': 'fault.required',
};
