/* global document, addEventListener, removeEventListener, requestAnimationFrame, location */
/**
 * Runs in the console's page. Measures milliseconds from the next key or click until another ticket's words are on the
 * screen, whichever ticket it leads to.
 */
globalThis.timeToNextTicket = () => {
  const before = location.pathname;
  return new Promise((resolve) => {
    const begin = ({ key, timeStamp }) => {
      if (key === 'Control') return;
      for (const kind of ['keydown', 'pointerdown']) removeEventListener(kind, begin, true);
      const look = () => {
        const words = `This is what was asked in inquiry ${location.pathname.split('/').at(-1)}.`;
        const isThere = document.getElementById('ticket')?.textContent.includes(words) === true;
        if (location.pathname === before || !isThere) requestAnimationFrame(look);
        // What was drawn before this frame is on the screen with the next.
        else requestAnimationFrame(() => resolve(performance.now() - timeStamp));
      };
      requestAnimationFrame(look);
    };
    for (const kind of ['keydown', 'pointerdown']) addEventListener(kind, begin, true);
  });
};
