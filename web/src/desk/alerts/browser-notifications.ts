/** Whether this browser may show notifications of the console; `default`: it was never asked. */
type NotificationState = NotificationPermission | 'unsupported';

export const notificationState = (): NotificationState =>
  'Notification' in window ? Notification.permission : 'unsupported';

/** Asks for the permission if the browser has no answer yet. Browsers show their question only after a click. */
export const askForNotifications = async (): Promise<NotificationState> =>
  notificationState() === 'default' ? Notification.requestPermission() : notificationState();
