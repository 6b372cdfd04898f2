import { GraphiQL } from "graphiql";
import { ActiveTabInView } from "./ActiveTabInView";
import { AddressedExample } from "./AddressedExample";
import { Brand } from "./Brand";
import { EXAMPLES_PLUGIN } from "./ExamplesPanel";
import { fetcher } from "./request";
import { SessionHeaders } from "./SessionHeaders";

const PLUGINS = [EXAMPLES_PLUGIN];

export function Playground() {
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={PLUGINS}
      visiblePlugin={EXAMPLES_PLUGIN.title}
      defaultQuery=""
      defaultEditorToolsVisibility="variables"
      inputValueDeprecation
      schemaDescription
      // Variables hold visits and tokens, which must not outlive the browser's tab.
      storage={sessionStorage}
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>
        <Brand />
      </GraphiQL.Logo>
      <SessionHeaders />
      <AddressedExample />
      <ActiveTabInView />
    </GraphiQL>
  );
}
