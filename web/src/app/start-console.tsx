import '../ui/mantine.css';
import '../ui/phone.css';
import type { Root } from 'react-dom/client';
import { createCall } from '../desk/api/call-operation.ts';
import { loadConsoleConfig } from '../desk/console-config.ts';
import type { ConsoleTools } from '../desk/console-context.ts';
import { loadWordsAhead, startLanguages } from '../desk/languages.ts';
import { FirstScreen } from '../identity/first-screen.tsx';
import { createSession } from '../identity/session.ts';
import { Look } from '../ui/look.tsx';
import { App } from './app.tsx';

/** Used when the deployment's configuration could not be read. */
const LANGUAGES_WITHOUT_CONFIG = ['ko', 'en'];

/** Reads the configuration, signs the agent in and shows the console. A step that fails says so on the first screen. */
export const startConsole = async (root: Root): Promise<void> => {
  let tools: ConsoleTools;
  loadWordsAhead();
  try {
    const config = await loadConsoleConfig();
    await startLanguages(config.languages);
    const session = createSession(config.identity);
    const call = createCall({
      apiUrl: config.apiUrl,
      fetch: (...request) => fetch(...request),
      accessToken: session.accessToken,
      renew: session.renew,
    });
    tools = { config, session, call };
  } catch (error) {
    console.error(error);
    await startLanguages(LANGUAGES_WITHOUT_CONFIG);
    root.render(
      <Look>
        <FirstScreen state="failed" />
      </Look>,
    );
    return;
  }
  const { session } = tools;
  const leave = (returnTo: string): void => {
    root.render(
      <Look>
        <FirstScreen state="leaving" />
      </Look>,
    );
    session.signIn(returnTo).catch((error: unknown) => {
      console.error(error);
      root.render(
        <Look>
          <FirstScreen
            state="sign_in_failed"
            onSignIn={() => {
              leave(returnTo);
            }}
          />
        </Look>,
      );
    });
  };

  if (window.location.pathname === '/signed-in') {
    root.render(
      <Look>
        <FirstScreen state="finishing" />
      </Look>,
    );
    try {
      window.history.replaceState(null, '', await session.finishSignIn());
    } catch (error) {
      console.error(error);
      window.history.replaceState(null, '', '/');
      // The page was reloaded after signing in: an agent who is signed in needs no message.
      if (!(await session.isSignedIn())) {
        root.render(
          <Look>
            <FirstScreen
              state="sign_in_failed"
              onSignIn={() => {
                leave('/');
              }}
            />
          </Look>,
        );
        return;
      }
    }
  } else if (!(await session.isSignedIn())) {
    const returnTo = window.location.pathname + window.location.search;
    if (session.hasJustSignedOut())
      root.render(
        <Look>
          <FirstScreen
            state="signed_out"
            onSignIn={() => {
              leave('/');
            }}
          />
        </Look>,
      );
    else leave(returnTo);
    return;
  }
  root.render(
    <Look>
      <App tools={tools} />
    </Look>,
  );
};
