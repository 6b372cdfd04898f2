import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";

/** Scrolls the tab bar to the active tab, which GraphiQL leaves out of sight when there are many. */
export function ActiveTabInView() {
  const { tabs, activeTabIndex } = useGraphiQL(pick("tabs", "activeTabIndex"));
  const tabId = tabs[activeTabIndex]?.id;

  useEffect(() => {
    document.querySelector(".graphiql-tab-active")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [tabId]);

  return null;
}
