import { useEffect, useState } from "react";
import { demoLogins, signInAs, signOut, type DemoLogin } from "./demo";
import { useSession } from "./store";

/** Who is signed in, and the demo's logins where there are any. */
export function AccountPanel() {
  const session = useSession();
  const [logins, setLogins] = useState<readonly DemoLogin[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    demoLogins().then(setLogins, () => setLogins([]));
  }, []);

  const attempt = async (action: () => Promise<string | undefined | void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      setProblem((await action()) ?? undefined);
    } catch (error) {
      setProblem(String(error));
    } finally {
      setBusy(false);
    }
  };

  if (!session && logins.length === 0) return null;
  return (
    <div className="mb-account" aria-busy={busy}>
      {session ? (
        <p className="mb-signed-in">
          <span>
            <strong>{session.name}</strong> {session.roles.join(", ").toLowerCase()}
          </span>
          <button type="button" disabled={busy} onClick={() => attempt(() => signOut(session))}>
            Sign out
          </button>
        </p>
      ) : (
        <p>Sign in to the demo with one click:</p>
      )}
      {/* A new key closes it again after each change of session, and opens it for those who are signed out. */}
      <details key={session?.accessToken ?? "nobody"} open={!session} hidden={logins.length === 0}>
        <summary hidden={!session}>Sign in as somebody else</summary>
        <ul>
          {logins.map((login) => (
            <li key={login.email}>
              <button type="button" disabled={busy} onClick={() => attempt(() => signInAs(login))}>
                <span className="mb-role">{login.role.toLowerCase()}</span>
                {login.label}
              </button>
            </li>
          ))}
        </ul>
      </details>
      {problem && <p role="alert">{problem}</p>}
    </div>
  );
}
