use std::collections::BTreeSet;

use super::facts::{facts, unexplained};

/// What clients are already written against. Lines are added to it, never changed.
const PROMISED: &str = include_str!("promised.graphql");

/// What is promised and not there yet: types, or fields of a type. This list only gets shorter: whatever the schema has
/// must leave it, and nothing may join it.
const NOT_YET: [&str; 4] =
    ["AppointmentUpdate", "SlotUpdate", "Subscription.appointmentUpdates", "Subscription.slotUpdates"];

/// What a fact is about: a type, or a field or value of one.
fn subject(fact: &str) -> &str {
    let words = fact.split([' ', ':']).filter(|word| !["type", "input", "enum", "union", "scalar"].contains(word));
    words.into_iter().next().unwrap_or_default()
}

/// Whether an entry of [`NOT_YET`] is about this fact; one about a field is about the existence of its type as well.
fn is_not_yet(fact: &str) -> bool {
    let about = subject(fact);
    let inside = |part: &str, whole: &str| part.strip_prefix(whole).is_some_and(|rest| rest.starts_with('.'));
    NOT_YET.iter().any(|entry| about == *entry || inside(about, entry) || inside(entry, about))
}

/// Empty, with the lines that are not when it is not.
#[track_caller]
fn assert_none(lines: &[impl AsRef<str>], what: &str) {
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    assert!(lines.is_empty(), "{what}:\n{}", lines.join("\n"));
}

#[test]
fn the_schema_keeps_every_promise() {
    let (promised, offered) = (facts(PROMISED), facts(&medbook::graphql::sdl()));

    let broken: Vec<_> = promised.difference(&offered).filter(|fact| !is_not_yet(fact)).collect();

    assert_none(&broken, "promised, but not offered");
}

#[test]
fn what_is_not_there_yet_is_promised_and_really_missing() {
    let (promised, offered) = (facts(PROMISED), facts(&medbook::graphql::sdl()));
    let of = |facts: &BTreeSet<String>, entry: &str| facts.iter().any(|fact| subject(fact) == entry);

    let there: Vec<_> = NOT_YET.iter().filter(|entry| of(&offered, entry)).collect();
    let unknown: Vec<_> = NOT_YET.iter().filter(|entry| !of(&promised, entry)).collect();

    assert_none(&there, "in the schema now: take it off NOT_YET");
    assert_none(&unknown, "on NOT_YET without having been promised");
}

#[test]
fn whatever_the_schema_adds_to_a_promise_is_optional() {
    let (promised, offered) = (facts(PROMISED), facts(&medbook::graphql::sdl()));
    let owner = |fact: &str| fact.split(" argument ").next().unwrap_or_default().to_owned();
    let promised_fields: Vec<_> =
        promised.iter().filter_map(|fact| Some(fact.split_once(": ")?.0.to_owned())).collect();

    let demands = offered.difference(&promised).filter(|fact| {
        let of_field = fact.contains(" argument ") && promised_fields.contains(&owner(fact));
        let of_input =
            fact.starts_with("input ") && fact.split_once('.').is_some_and(|(input, _)| promised.contains(input));
        (of_field || of_input) && fact.ends_with('!')
    });

    assert_none(&demands.collect::<Vec<_>>(), "required, but not promised");
}

#[test]
fn the_schema_is_written_down_as_it_is() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.graphql");
    let written = std::fs::read_to_string(path).expect("schema.graphql is there");

    assert!(written == medbook::graphql::sdl(), "schema.graphql differs from the server's schema: run `make schema`");
}

#[test]
fn everything_in_the_schema_has_a_description() {
    assert_none(&unexplained(&medbook::graphql::sdl()), "without a description");
}
