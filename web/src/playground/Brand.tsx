import { useSession } from "./store";

/** The way home, and who is signed in. */
export function Brand() {
  const session = useSession();
  return (
    <div className="mb-brand">
      <span className="mb-who" role="status">
        {session && `Signed in as ${session.name}`}
      </span>
      <a href="/">
        <img src="/favicon.svg" alt="" width="22" height="22" />
        medbook
      </a>
    </div>
  );
}
