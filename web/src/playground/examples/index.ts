import type { Facts } from "../facts";
import * as variables from "./variables";

export interface Example {
  /** The name of its file, and its address: `/graphiql#find-cardiologist`. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly variables?: (facts: Facts) => variables.Variables;
  /** The example to run first, as long as what this one needs is not known. */
  readonly after?: (facts: Facts) => string | undefined;
}

export interface Group {
  readonly title: string;
  readonly examples: readonly Example[];
}

const files = import.meta.glob<string>("./*.graphql", { query: "?raw", import: "default", eager: true });

/** The text of an example's operation. */
export function operation(example: Example): string {
  const text = files[`./${example.id}.graphql`];
  if (text === undefined) throw new Error(`There is no ${example.id}.graphql`);
  return text;
}

const needSlot = ({ slots }: Facts) => (slots.length > 0 ? undefined : "find-cardiologist");
const needVisit = (facts: Facts) => (facts.visits.length > 0 ? undefined : "book-as-guest");
const needOtherTime = (facts: Facts) => needVisit(facts) ?? (variables.otherTime(facts) ? undefined : "free-slots");
const needStatus = (status: string, before: string) => (facts: Facts) =>
  facts.visits.some((visit) => visit.status === status) ? undefined : before;

export const GROUPS: readonly Group[] = [
  {
    title: "A visit, as a guest",
    examples: [
      {
        id: "find-cardiologist",
        title: "Find a cardiologist",
        summary: "Soonest first, with the next free time",
        variables: variables.findCardiologist,
      },
      {
        id: "free-slots",
        title: "See free slots",
        summary: "All times of the doctor found last",
        variables: variables.freeSlots,
      },
      {
        id: "book-as-guest",
        title: "Book one",
        summary: "No account: a name and an e-mail address",
        variables: variables.bookAsGuest,
        after: needSlot,
      },
      {
        id: "look-at-visit",
        title: "Look at the visit",
        summary: "A guest proves it with the manage token",
        variables: variables.lookAtVisit,
        after: needVisit,
      },
      {
        id: "reschedule",
        title: "Move it",
        summary: "The old time is kept until the new one is sure",
        variables: variables.reschedule,
        after: needOtherTime,
      },
      {
        id: "cancel",
        title: "Cancel it",
        summary: "Its time is free again at once",
        variables: variables.cancel,
        after: needVisit,
      },
    ],
  },
  {
    title: "With an account",
    examples: [
      {
        id: "sign-in",
        title: "Sign in",
        summary: "The token goes into the Headers tab by itself",
        variables: variables.signIn,
      },
      { id: "my-visits", title: "My visits", summary: "Who I am, whom I book for, and when" },
      {
        id: "book-for-myself",
        title: "Book for myself",
        summary: "The first free time seen, for my own profile",
        variables: variables.bookForMyself,
        after: (facts) => needSlot(facts) ?? (facts.patientId ? undefined : "my-visits"),
      },
    ],
  },
  {
    title: "A doctor's day",
    examples: [
      { id: "doctors-day", title: "Who comes", summary: "The visits of the doctor who is signed in" },
      {
        id: "confirm-visit",
        title: "Confirm",
        summary: "The first visit that is pending",
        variables: variables.staffAction("PENDING"),
        after: needStatus("PENDING", "doctors-day"),
      },
      {
        id: "check-in-visit",
        title: "Check in",
        summary: "The patient has arrived",
        variables: variables.staffAction("CONFIRMED"),
        after: needStatus("CONFIRMED", "confirm-visit"),
      },
      {
        id: "start-visit",
        title: "Start",
        summary: "The patient is in the room",
        variables: variables.staffAction("CHECKED_IN"),
        after: needStatus("CHECKED_IN", "check-in-visit"),
      },
      {
        id: "complete-visit",
        title: "Complete",
        summary: "The visit is over",
        variables: variables.staffAction("IN_PROGRESS"),
        after: needStatus("IN_PROGRESS", "start-visit"),
      },
    ],
  },
  {
    title: "Administration",
    examples: [
      {
        id: "create-clinic",
        title: "Open a clinic",
        summary: "With its zone and its policy",
        variables: variables.createClinic,
      },
      {
        id: "create-doctor",
        title: "Add a doctor",
        summary: "At the clinic seen last",
        variables: variables.createDoctor,
        after: ({ clinicId }) => (clinicId ? undefined : "create-clinic"),
      },
      {
        id: "set-weekly-hours",
        title: "Set weekly hours",
        summary: "From then on there are slots to book",
        variables: variables.setWeeklyHours,
        after: ({ doctorId }) => (doctorId ? undefined : "create-doctor"),
      },
    ],
  },
];

export const EXAMPLES: readonly Example[] = GROUPS.flatMap((group) => group.examples);

export function exampleById(id: string): Example | undefined {
  return EXAMPLES.find((example) => example.id === id);
}
