import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { operation, type Example } from "./examples";
import { useFacts } from "./store";

export type OpenExample = (example: Example, show?: { readonly goThere: boolean }) => void;

/** Opens an example, filled in with what is known; undefined until the editors are there. */
export function useOpenExample(): OpenExample | undefined {
  const facts = useFacts();
  const { addTab, changeTab, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, activeTabIndex, queryEditor, variableEditor } = useGraphiQL(
    pick("tabs", "activeTabIndex", "queryEditor", "variableEditor"),
  );
  if (!queryEditor || !variableEditor) return undefined;

  return (example, { goThere } = { goThere: true }) => {
    const query = operation(example);
    const variables = example.variables ? JSON.stringify(example.variables(facts), null, 2) : "";
    // The example's own tab, if nobody edited it, and an empty one are used again; what somebody wrote is left alone.
    const own = tabs.findIndex((tab) => tab.query === query);
    if (own >= 0 && own !== activeTabIndex) changeTab(own);
    if (own < 0 && queryEditor.getValue().trim() !== "") addTab();
    queryEditor.setValue(query);
    variableEditor.setValue(variables);
    updateActiveTabValues({ query, variables });
    if (!goThere) return;
    // On a phone the editors are below the list, and a focus would cover them with the keyboard.
    if (matchMedia("(pointer: fine)").matches) queryEditor.focus();
    queryEditor.getContainerDomNode().scrollIntoView({ block: "nearest" });
  };
}
