import type { Environment } from "monaco-editor";
import EditorWorker from "monaco-editor/esm/vs/editor/editor.worker.js?worker";
import JsonWorker from "monaco-editor/esm/vs/language/json/json.worker.js?worker";
import GraphqlWorker from "monaco-graphql/esm/graphql.worker.js?worker";

// GraphiQL's own set-up module imports these from inside node_modules, where Vite does not turn them into workers.
const environment: Environment = {
  getWorker(_id, label) {
    switch (label) {
      case "graphql":
        return new GraphqlWorker();
      case "json":
        return new JsonWorker();
      default:
        return new EditorWorker();
    }
  },
};

Object.assign(globalThis, { MonacoEnvironment: environment });
