/** Where the local stage is: rights are named alike in suites and on running desks. */
export const REGION = 'ap-northeast-2';
export const ACCOUNT = '000000000000';
