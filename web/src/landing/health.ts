const EVERY_MS = 30_000;
const PATIENCE_MS = 5_000;

type State = "ready" | "unready" | "unreachable";

const TEXTS: Record<State, string> = {
  ready: "Ready to book",
  unready: "Running, but not ready",
  unreachable: "The server does not answer",
};

async function ask(): Promise<State> {
  try {
    const response = await fetch("/health/ready", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? "ready" : "unready";
  } catch {
    return "unreachable";
  }
}

async function show(element: HTMLElement): Promise<void> {
  const state = await ask();
  // Written only when it changes, so that screen readers are not told the same every half minute.
  if (element.dataset.state === state) return;
  element.dataset.state = state;
  element.textContent = TEXTS[state];
}

const element = document.getElementById("health");
if (element) {
  void show(element);
  setInterval(() => {
    if (!document.hidden) void show(element);
  }, EVERY_MS);
}
