import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import type { ExecutionResult } from "graphql";
import { observe } from "./store";

/** Sends one operation; an answer that is not GraphQL becomes an error that says what came instead. */
export async function request(
  operation: FetcherParams,
  headers: Record<string, string> = {},
): Promise<ExecutionResult> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json, application/json",
      ...headers,
    },
    body: JSON.stringify(operation),
  });
  const body = await response.text();
  try {
    return JSON.parse(body) as ExecutionResult;
  } catch {
    throw new Error(`The server answered ${response.status} ${response.statusText}: ${body.slice(0, 200)}`);
  }
}

/** GraphiQL's way to the server. */
export const fetcher: Fetcher = async (operation, options) => {
  const result = await request(operation, options?.headers);
  if (result.data && !("__schema" in result.data)) observe(result.data);
  return result;
};
