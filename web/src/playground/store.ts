import { useSyncExternalStore } from "react";
import { learn, NO_FACTS, type Facts } from "./facts";
import { sessionOf, type Session } from "./session";

interface State {
  readonly facts: Facts;
  readonly session?: Session;
}

let state: State = { facts: NO_FACTS };
const listeners = new Set<() => void>();

function set(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Learns from an answer, whoever asked. */
export function observe(data: unknown): void {
  const signedIn = sessionOf(data);
  const session = signedIn ?? state.session;
  set({ facts: learn(signedIn ? withoutProfile() : state.facts, data), ...(session && { session }) });
}

/** Forgets who is signed in and whose visits were seen; a guest's visits stay, as their tokens do. */
export function forgetSession(): void {
  const facts = withoutProfile();
  set({ facts: { ...facts, visits: facts.visits.filter((visit) => visit.manageToken) } });
}

function withoutProfile(): Facts {
  const { patientId, ...facts } = state.facts;
  return facts;
}

export function useFacts(): Facts {
  return useSyncExternalStore(subscribe, () => state.facts);
}

export function useSession(): Session | undefined {
  return useSyncExternalStore(subscribe, () => state.session);
}
