/** Who is signed in. Kept in memory only: a reload signs out. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** The session that an answer to `login` or `register` carries. */
export function sessionOf(data: unknown): Session | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  return Object.values(data)
    .map(asSession)
    .find((session) => session !== undefined);
}

interface SessionFields {
  accessToken?: unknown;
  refreshToken?: unknown;
  user?: { displayName?: unknown; roles?: unknown } | null;
}

function asSession(value: SessionFields | null | undefined): Session | undefined {
  if (typeof value?.accessToken !== "string") return undefined;
  const { displayName, roles } = value.user ?? {};
  return {
    accessToken: value.accessToken,
    name: typeof displayName === "string" ? displayName : "somebody",
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [],
    ...(typeof value.refreshToken === "string" && { refreshToken: value.refreshToken }),
  };
}

/** The text of a Headers editor with its `Authorization` replaced; a text that is not a JSON object stays as it is. */
export function withAuthorization(headers: string, accessToken: string | undefined): string {
  const parsed = parseHeaders(headers);
  if (!parsed) return headers;
  const rest = Object.entries(parsed).filter(([name]) => name.toLowerCase() !== "authorization");
  const all = accessToken === undefined ? rest : [["Authorization", `Bearer ${accessToken}`], ...rest];
  return all.length > 0 ? JSON.stringify(Object.fromEntries(all), null, 2) : "";
}

function parseHeaders(headers: string): object | undefined {
  if (headers.trim() === "") return {};
  try {
    const parsed: unknown = JSON.parse(headers);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
