import signIn from "./examples/sign-in.graphql?raw";
import { request } from "./request";
import { forgetSession, observe } from "./store";
import type { Session } from "./session";

/** A login that the server offers to everybody. */
export interface DemoLogin {
  readonly role: string;
  readonly label: string;
  readonly email: string;
  readonly password: string;
}

/** The demo's logins; none where the server does not run a demo. */
export async function demoLogins(): Promise<readonly DemoLogin[]> {
  const response = await fetch("/demo/logins");
  return response.ok ? ((await response.json()) as DemoLogin[]) : [];
}

/** Signs in; returns why not. */
export async function signInAs({ email, password }: DemoLogin): Promise<string | undefined> {
  const { data, errors } = await request({ query: signIn, variables: { input: { email, password } } });
  if (errors?.[0]) return errors[0].message;
  const answer = data?.login as { message?: string } | undefined;
  if (answer?.message) return answer.message;
  observe(data);
  return undefined;
}

/** Signs out here at once, and tells the server. */
export async function signOut({ accessToken, refreshToken }: Session): Promise<void> {
  forgetSession();
  if (refreshToken === undefined) return;
  const query = "mutation SignOut($refreshToken: String!) { logout(refreshToken: $refreshToken) }";
  await request({ query, variables: { refreshToken } }, { Authorization: `Bearer ${accessToken}` });
}
