/** Where the live service was seen to differ from its documentation; all false is the documentation. */
export type Differences = {
  /** `totalCount` is a string. */
  readonly totalCountAsText: boolean;
  /** A task with a body of HTML is refused. */
  readonly refusesHtml: boolean;
  /** `resultMessage` is encoded as in a URL. */
  readonly encodedMessages: boolean;
  /** Members of a project have their names. */
  readonly memberNames: boolean;
  /** A comment leaves the task's `updatedAt` as it was. */
  readonly commentsLeaveTask: boolean;
  /** Hooks have `version` instead of `hookVersion`, `webhookType`, `titleLink` and `requestOrigin`. */
  readonly liveHooks: boolean;
  /** A comment lies under `log` instead of `comment`. */
  readonly commentsUnderLog: boolean;
  /** Comments come without their body. */
  readonly hooksWithoutText: boolean;
};

export const AS_DOCUMENTED: Differences = {
  totalCountAsText: false,
  refusesHtml: false,
  encodedMessages: false,
  memberNames: false,
  commentsLeaveTask: false,
  liveHooks: false,
  commentsUnderLog: false,
  hooksWithoutText: false,
};
/** All of them. */
export const AS_LIVE: Differences = {
  totalCountAsText: true,
  refusesHtml: true,
  encodedMessages: true,
  memberNames: true,
  commentsLeaveTask: true,
  liveHooks: true,
  commentsUnderLog: true,
  hooksWithoutText: true,
};
