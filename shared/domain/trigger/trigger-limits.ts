/** Maximum characters of a condition's field: `field.` and a code. */
export const CONDITION_FIELD_LENGTH = 60;
/** Maximum characters of the secret that signs a call. */
export const TRIGGER_SECRET_LENGTH = 500;
/** Maximum UTF-8 bytes of one trigger: an evaluation of cold rules reads all of a service. */
export const TRIGGER_BYTES = 64 * 1024;
/** Maximum UTF-8 bytes of all triggers of a service together: one response holds them. */
export const TRIGGERS_BYTES = 4 * 1024 * 1024;
/** Maximum characters of a text that a condition compares with. */
export const CONDITION_TEXT_LENGTH = 1000;
/** Maximum characters of a mail's subject, variables not filled. */
export const ACTION_SUBJECT_LENGTH = 255;
/** Maximum characters of a messenger notice, variables not filled. */
export const NOTICE_TEXT_LENGTH = 2000;
export const CALL_URL_LENGTH = 2000;
/** Maximum of an assignment's cap. */
export const CAP_LIMIT = 1000;
