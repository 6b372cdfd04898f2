import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

const server = process.env.MEDBOOK_URL ?? "http://127.0.0.1:8000";

/** Puts the text of an example where a page says `{{example:name}}`, so that the page shows what the tests validate. */
function exampleText(): Plugin {
  const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const read = (name: string) =>
    readFileSync(new URL(`src/playground/examples/${name}.graphql`, import.meta.url), "utf8");
  return {
    name: "example-text",
    transformIndexHtml: (html) =>
      html.replace(/\{\{example:([a-z-]+)\}\}/g, (_, name: string) => escape(read(name).trim())),
  };
}

export default defineConfig({
  plugins: [exampleText()],
  build: {
    // The editor alone is larger than Vite's threshold; it is loaded on the playground only.
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ["index.html", "graphiql.html"],
      // "use client" and the like, in the libraries, mean nothing to a browser.
      onLog: (level, log, report) => log.code === "MODULE_LEVEL_DIRECTIVE" || report(level, log),
    },
  },
  server: {
    proxy: {
      "/graphql": { target: server, ws: true },
      "/demo": server,
      "/health": server,
    },
  },
});
