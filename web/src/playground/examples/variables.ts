import { isOpen, type Facts, type Visit } from "../facts";

export type Variables = Record<string, unknown>;

// What stands where nothing is known yet: long enough to be recognised, and no id.
const [DOCTOR, CLINIC, VISIT, PATIENT, TIME] = [
  "doctor:…",
  "clinic:…",
  "appointment:…",
  "patient:…",
  "2030-01-31T09:00:00Z",
];

/** A new key for each time that an example is opened; sending the same twice gets the same answer. */
function idempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function findCardiologist(): Variables {
  return { specialty: "Cardiology" };
}

export function freeSlots({ doctorId }: Facts): Variables {
  return { filter: doctorId ? { doctorId } : { specialty: "Cardiology" } };
}

function firstSlot({ slots, doctorId, clinicId }: Facts): Variables {
  return { ...(slots[0] ?? { doctorId: doctorId ?? DOCTOR, clinicId: clinicId ?? CLINIC, startsAt: TIME }) };
}

export function bookAsGuest(facts: Facts): Variables {
  return {
    input: {
      ...firstSlot(facts),
      guest: { name: "Grace Guest", email: "grace@example.org", phone: "+34600000001" },
      reason: "Palpitations at night",
      idempotencyKey: idempotencyKey(),
    },
  };
}

export function bookForMyself(facts: Facts): Variables {
  return {
    input: {
      ...firstSlot(facts),
      patientId: facts.patientId ?? PATIENT,
      reason: "Yearly check-up",
      idempotencyKey: idempotencyKey(),
    },
  };
}

/** The visit to change: the latest that can still be changed. */
export function changeableVisit({ visits }: Facts): Visit | undefined {
  return visits.find(isOpen);
}

export function lookAtVisit(facts: Facts): Variables {
  const visit = changeableVisit(facts) ?? facts.visits[0];
  return { id: visit?.id ?? VISIT, ...(visit?.manageToken && { manageToken: visit.manageToken }) };
}

export function otherTime(facts: Facts): string | undefined {
  const visit = changeableVisit(facts);
  return facts.slots.find((slot) => slot.doctorId === visit?.doctorId && slot.startsAt !== visit?.startsAt)?.startsAt;
}

export function reschedule(facts: Facts): Variables {
  const input = { ...change(changeableVisit(facts)), startsAt: otherTime(facts) ?? TIME };
  return { input: { ...input, idempotencyKey: idempotencyKey() } };
}

export function cancel(facts: Facts): Variables {
  return { input: { ...change(changeableVisit(facts)), reason: "I feel well again" } };
}

function change(visit: Visit | undefined): Variables {
  return { ...action(visit), ...(visit?.manageToken && { manageToken: visit.manageToken }) };
}

function action(visit: Visit | undefined): Variables {
  return { appointmentId: visit?.id ?? VISIT, ...(visit?.version !== undefined && { expectedVersion: visit.version }) };
}

/** The next step of the first visit that waits for it. */
export function staffAction(status: string): (facts: Facts) => Variables {
  return ({ visits }) => ({ input: action(visits.find((visit) => visit.status === status)) });
}

export function signIn(): Variables {
  return { input: { email: "you@example.org", password: "" } };
}

export function createClinic(): Variables {
  return {
    input: {
      name: "Harbour Clinic",
      address: "Quay Street 1",
      city: "Lisbon",
      country: "PT",
      timeZone: "Europe/Lisbon",
      policy: { autoConfirm: true, cancelNoticeMinutes: 120 },
    },
  };
}

export function createDoctor({ clinicId }: Facts): Variables {
  const unique = idempotencyKey();
  return {
    input: {
      email: `doctor-${unique}@example.org`,
      name: "Dr. Nadia Reis",
      specialty: "Cardiology",
      licenseNumber: `PT-${unique}`,
      languages: ["pt", "en"],
      consultationFee: { amount: 6000, currency: "EUR" },
      clinicIds: [clinicId ?? CLINIC],
    },
  };
}

export function setWeeklyHours({ doctorId, clinicId }: Facts): Variables {
  const days = ["MONDAY", "WEDNESDAY", "FRIDAY"];
  const windows = days.map((weekday) => ({ weekday, start: "09:00", end: "13:00" }));
  return { input: { doctorId: doctorId ?? DOCTOR, clinicId: clinicId ?? CLINIC, windows } };
}
