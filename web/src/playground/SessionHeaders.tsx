import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useRef } from "react";
import { withAuthorization } from "./session";
import { useSession } from "./store";

/**
 * Writes who is signed in into the Headers editor of each tab, once when the tab is first shown after a change of
 * session: what a person edits there afterwards is theirs.
 */
export function SessionHeaders() {
  const token = useSession()?.accessToken;
  const { updateActiveTabValues } = useGraphiQLActions();
  const { tabs, activeTabIndex, headerEditor } = useGraphiQL(pick("tabs", "activeTabIndex", "headerEditor"));
  const tabId = tabs[activeTabIndex]?.id;
  const written = useRef(new Map<string, string | undefined>());

  useEffect(() => {
    if (!headerEditor || tabId === undefined || written.current.get(tabId) === token) return;
    written.current.set(tabId, token);
    const headers = withAuthorization(headerEditor.getValue(), token);
    headerEditor.setValue(headers);
    updateActiveTabValues({ headers });
  }, [headerEditor, tabId, token, updateActiveTabValues]);

  return null;
}
