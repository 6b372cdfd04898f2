import type { GraphiQLPlugin } from "@graphiql/react";
import { AccountPanel } from "./AccountPanel";
import { exampleById, GROUPS, type Example } from "./examples";
import { useFacts } from "./store";
import { useOpenExample } from "./useOpenExample";

function ExampleButton({ example }: { readonly example: Example }) {
  const facts = useFacts();
  const open = useOpenExample();
  const before = exampleById(example.after?.(facts) ?? "");
  return (
    <li>
      <button type="button" className="mb-example" disabled={!open} onClick={() => open?.(example)}>
        <span className="mb-example-title">{example.title}</span>
        <span className="mb-example-summary">{example.summary}</span>
        {before && <span className="mb-example-before">Run “{before.title}” first, it fills this in</span>}
      </button>
    </li>
  );
}

function ExamplesPanel() {
  return (
    <section className="mb-panel" aria-label="Examples">
      <h2>Examples</h2>
      <p>Open one, run it with Ctrl+Enter. Each answer fills in the variables of the next.</p>
      <AccountPanel />
      {GROUPS.map((group) => (
        <div key={group.title}>
          <h3>{group.title}</h3>
          <ol>
            {group.examples.map((example) => (
              <ExampleButton key={example.id} example={example} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.6">
      <path d="M12 6.2C10 4.9 7.3 4.4 4 4.6v13.7c3.3-.2 6 .3 8 1.6 2-1.3 4.7-1.8 8-1.6V4.6c-3.3-.2-6 .3-8 1.6Z" />
      <path d="m10.2 9.2 4.8 3-4.8 3Z" fill="currentColor" stroke="none" />
    </svg>
  );
}

export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: "Examples", icon: ExamplesIcon, content: ExamplesPanel };
