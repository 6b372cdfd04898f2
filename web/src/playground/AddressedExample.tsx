import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect, useRef } from "react";
import { EXAMPLES, exampleById } from "./examples";
import { useOpenExample } from "./useOpenExample";

/** Opens the example that the address names (`/graphiql#book-as-guest`), and the first one in an empty playground. */
export function AddressedExample() {
  const open = useOpenExample();
  const latest = useRef(open);
  const isReady = open !== undefined;
  const { queryEditor } = useGraphiQL(pick("queryEditor"));

  useEffect(() => {
    latest.current = open;
  });

  useEffect(() => {
    if (!isReady) return;
    const openAddressed = () => {
      const isEmpty = queryEditor?.getValue().trim() === "";
      const addressed = exampleById(location.hash.slice(1));
      const example = addressed ?? (isEmpty ? EXAMPLES[0] : undefined);
      if (example) latest.current?.(example, { goThere: addressed !== undefined });
    };
    openAddressed();
    addEventListener("hashchange", openAddressed);
    return () => removeEventListener("hashchange", openAddressed);
  }, [isReady, queryEditor]);

  return null;
}
