/** What the answers so far have told, so that the next example can be filled in. */
export interface Facts {
  readonly slots: readonly Slot[];
  /** Most recently seen first. */
  readonly visits: readonly Visit[];
  readonly doctorId?: string;
  readonly clinicId?: string;
  readonly patientId?: string;
}

export interface Slot {
  readonly doctorId: string;
  readonly clinicId: string;
  readonly startsAt: string;
}

export interface Visit {
  readonly id: string;
  readonly status: string;
  readonly version?: number;
  readonly doctorId?: string;
  readonly startsAt?: string;
  readonly manageToken?: string;
  /** The visit that this one replaced. */
  readonly previousId?: string;
}

export const NO_FACTS: Facts = { slots: [], visits: [] };

const MOST_VISITS = 100;

/** What is still bookable or changeable. */
export function isOpen(visit: Visit): boolean {
  return visit.status === "HELD" || visit.status === "PENDING" || visit.status === "CONFIRMED";
}

type Node = Record<string, unknown>;

/** What one answer tells. */
interface Seen {
  slots: Slot[];
  visits: Visit[];
  /** The first id of each type; an id begins with the name of its type. */
  ids: Map<string, string>;
}

/** The facts after an answer. Works on the shape of the answer, so that edited operations are understood as well. */
export function learn(facts: Facts, data: unknown): Facts {
  const seen: Seen = { slots: [], visits: [], ids: new Map() };
  read(data, undefined, seen);
  const visits = merge(facts.visits, seen.visits);
  const slots = seen.slots.length > 0 ? seen.slots : facts.slots;
  const isTaken = (slot: Slot) =>
    visits.some((visit) => isOpen(visit) && visit.doctorId === slot.doctorId && visit.startsAt === slot.startsAt);
  const doctorId = seen.ids.get("doctor") ?? facts.doctorId;
  const clinicId = seen.ids.get("clinic") ?? facts.clinicId;
  const patientId = seen.ids.get("patient") ?? facts.patientId;
  return {
    slots: slots.filter((slot) => !isTaken(slot)),
    visits,
    ...(doctorId !== undefined && { doctorId }),
    ...(clinicId !== undefined && { clinicId }),
    ...(patientId !== undefined && { patientId }),
  };
}

function merge(known: readonly Visit[], seen: readonly Visit[]): Visit[] {
  const byId = new Map(known.map((visit) => [visit.id, visit]));
  const fresh = seen.map((visit) => {
    // A token goes on to the visit that replaced the one it was given for.
    const manageToken = visit.previousId && byId.get(visit.previousId)?.manageToken;
    return { ...(manageToken && { manageToken }), ...byId.get(visit.id), ...visit };
  });
  const isFresh = new Set(seen.map((visit) => visit.id));
  return [...fresh, ...known.filter((visit) => !isFresh.has(visit.id))].slice(0, MOST_VISITS);
}

function read(value: unknown, doctorId: string | undefined, seen: Seen): void {
  if (Array.isArray(value)) {
    for (const item of value) read(item, doctorId, seen);
  } else if (isNode(value)) {
    readNode(value, doctorId, seen);
  }
}

function readNode(node: Node, doctorAbove: string | undefined, seen: Seen): void {
  const id = text(node.id);
  const type = id?.split(":", 1)[0];
  if (id && type && !seen.ids.has(type)) seen.ids.set(type, id);
  const doctorId = type === "doctor" ? id : (idOf(node.doctor) ?? doctorAbove);
  const clinicId = idOf(node.clinic);
  const startsAt = text(node.startsAt);
  if (type === "appointment") {
    readVisit(node, doctorId, seen);
  } else if (!id && startsAt && doctorId && clinicId) {
    seen.slots.push({ doctorId, clinicId, startsAt });
  }
  for (const child of Object.values(node)) read(child, doctorId, seen);
  attachToken(node, seen);
}

function readVisit(node: Node, doctorId: string | undefined, seen: Seen): void {
  const [id, status, startsAt] = [text(node.id), text(node.status), text(node.startsAt)];
  const previousId = idOf(node.previous);
  if (!id || !status) return;
  seen.visits.push({
    id,
    status,
    ...(typeof node.version === "number" && { version: node.version }),
    ...(doctorId && { doctorId }),
    ...(startsAt && { startsAt }),
    ...(previousId && { previousId }),
  });
}

/** A booking carries the token next to the visit that it belongs to. */
function attachToken(booking: Node, seen: Seen): void {
  const [manageToken, id] = [text(booking.manageToken), idOf(booking.appointment)];
  if (!manageToken || !id) return;
  seen.visits = seen.visits.map((visit) => (visit.id === id ? { ...visit, manageToken } : visit));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function idOf(value: unknown): string | undefined {
  return isNode(value) ? text(value.id) : undefined;
}
