//! How large a document may be, decided before it is validated.
//!
//! The library's own limits expand every spread of a fragment, so that a few hundred bytes of fragments that spread each
//! other twice keep a core busy for minutes; and to them `__typename` costs nothing. Here each fragment is looked at once
//! and its cost added wherever it is spread: the time is linear in the document.

use std::collections::HashMap;

use async_graphql::parser::types::{Directive, ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Positioned};
use async_graphql_value::Value;

use super::error::{ApiError, ApiResult, Code};

/// Most fields of a document, with each fragment counted wherever it is spread. (GraphiQL's introspection has about 200.)
pub const MOST_FIELDS: usize = 5_000;
/// Most fields with an alias, counted likewise.
pub const MOST_ALIASES: usize = 100;
/// Most arguments, directives and values within them, counted likewise.
pub const MOST_ARGUMENTS: usize = 5_000;
/// Most fields within each other. (GraphiQL's introspection: 15.)
pub const DEEPEST: usize = 18;
/// Most fragments within each other: the validation calls itself for each.
pub const MOST_NESTED_FRAGMENTS: usize = 32;

/// Refuses a document that is larger than any client of ours needs.
pub fn check(document: &ExecutableDocument) -> ApiResult<()> {
    let mut walk = Walk { document, known: HashMap::new(), open: Vec::new() };
    let mut whole = Cost::default();
    for (_, operation) in document.operations.iter() {
        whole.add(walk.selection(&operation.node.selection_set.node)?)?;
        whole.add(with_directives(Cost::default(), &operation.node.directives))?;
    }
    // Those that nothing spreads are validated too.
    for name in document.fragments.keys() {
        walk.fragment(name)?;
    }
    Ok(())
}

/// What a part of a document asks for.
#[derive(Copy, Clone, Default)]
struct Cost {
    fields: usize,
    aliases: usize,
    arguments: usize,
    depth: usize,
    nested_fragments: usize,
}

impl Cost {
    /// Adds what stands beside it.
    fn add(&mut self, other: Self) -> ApiResult<()> {
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.arguments = self.arguments.saturating_add(other.arguments);
        self.depth = self.depth.max(other.depth);
        self.nested_fragments = self.nested_fragments.max(other.nested_fragments);
        let limits = [
            (self.fields, MOST_FIELDS, "fields"),
            (self.aliases, MOST_ALIASES, "aliases"),
            (self.arguments, MOST_ARGUMENTS, "arguments and directives"),
            (self.depth, DEEPEST, "levels"),
            (self.nested_fragments, MOST_NESTED_FRAGMENTS, "fragments within each other"),
        ];
        match limits.into_iter().find(|(count, limit, _)| count > limit) {
            Some((_, limit, what)) => Err(too_complex(format!("Ask for less at once: at most {limit} {what}."))),
            None => Ok(()),
        }
    }
}

/// The way through a document. Its recursion is bounded: selections nest as far as the parser allows, fragments as far
/// as [`MOST_NESTED_FRAGMENTS`].
struct Walk<'d> {
    document: &'d ExecutableDocument,
    known: HashMap<&'d str, Cost>,
    /// The fragments that the walk is inside of.
    open: Vec<&'d str>,
}

impl<'d> Walk<'d> {
    fn selection(&mut self, selection: &'d SelectionSet) -> ApiResult<Cost> {
        let mut cost = Cost::default();
        for item in &selection.items {
            cost.add(match &item.node {
                Selection::Field(field) => {
                    let below = self.selection(&field.node.selection_set.node)?;
                    let arguments = arguments(&field.node.arguments);
                    let cost = Cost {
                        fields: below.fields.saturating_add(1),
                        aliases: below.aliases + usize::from(field.node.alias.is_some()),
                        arguments: below.arguments.saturating_add(arguments),
                        depth: below.depth + 1,
                        ..below
                    };
                    with_directives(cost, &field.node.directives)
                }
                Selection::InlineFragment(inline) => {
                    with_directives(self.selection(&inline.node.selection_set.node)?, &inline.node.directives)
                }
                Selection::FragmentSpread(spread) => {
                    with_directives(self.fragment(&spread.node.fragment_name.node)?, &spread.node.directives)
                }
            })?;
        }
        Ok(cost)
    }

    fn fragment(&mut self, name: &'d Name) -> ApiResult<Cost> {
        if let Some(cost) = self.known.get(name.as_str()) {
            return Ok(*cost);
        }
        // One that does not exist is for the validation to report.
        let Some(definition) = self.document.fragments.get(name) else { return Ok(Cost::default()) };
        if self.open.contains(&name.as_str()) {
            return Err(too_complex("A fragment must not spread itself.".to_owned()));
        }
        if self.open.len() >= MOST_NESTED_FRAGMENTS {
            let reason = format!("Ask for less at once: at most {MOST_NESTED_FRAGMENTS} fragments within each other.");
            return Err(too_complex(reason));
        }
        self.open.push(name);
        let cost = self.selection(&definition.node.selection_set.node)?;
        let mut cost = with_directives(cost, &definition.node.directives);
        self.open.pop();
        cost.nested_fragments += 1;
        self.known.insert(name, cost);
        Ok(cost)
    }
}

fn with_directives(cost: Cost, directives: &[Positioned<Directive>]) -> Cost {
    let count: usize = directives.iter().map(|directive| 1 + arguments(&directive.node.arguments)).sum();
    Cost { arguments: cost.arguments.saturating_add(count), ..cost }
}

fn arguments(arguments: &[(Positioned<Name>, Positioned<Value>)]) -> usize {
    arguments.iter().map(|(_, value)| values(&value.node)).sum()
}

/// Counts a value with those within it. Values nest as far as [`tokens`](super::tokens) allows.
fn values(value: &Value) -> usize {
    1 + match value {
        Value::List(items) => items.iter().map(values).sum::<usize>(),
        Value::Object(fields) => fields.values().map(values).sum(),
        _ => 0,
    }
}

fn too_complex(message: String) -> ApiError {
    ApiError::new(Code::QueryTooComplex, message)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use async_graphql::parser::parse_query;

    use super::*;

    fn checked(document: &str) -> ApiResult<()> {
        check(&parse_query(document).unwrap())
    }

    fn repeated(count: usize, part: impl Fn(usize) -> String) -> String {
        (0..count).map(part).collect::<Vec<_>>().join(" ")
    }

    /// Fragments that each spread the next so many times.
    fn chain(length: usize, spreads: usize) -> String {
        let fragment = |number: usize| {
            let next = repeated(spreads, |_| format!("...f{}", number + 1));
            format!("fragment f{number} on Query {{ {next} }}")
        };
        format!("{{ ...f0 }} {} fragment f{length} on Query {{ id }}", repeated(length, fragment))
    }

    #[test]
    fn as_many_fields_as_the_limit_are_taken_and_one_more_is_not() {
        let fields = |count| format!("{{ {} }}", repeated(count, |_| "id".to_owned()));
        assert!(checked(&fields(MOST_FIELDS)).is_ok());
        assert_eq!(checked(&fields(MOST_FIELDS + 1)).unwrap_err().code, Code::QueryTooComplex);
    }

    #[test]
    fn aliases_are_counted_in_all_operations() {
        let aliased = |name: &str, count| format!("query {name} {{ {} }}", repeated(count, |n| format!("a{n}: id")));
        assert!(checked(&aliased("one", MOST_ALIASES)).is_ok());
        assert!(checked(&format!("{} {}", aliased("one", MOST_ALIASES), aliased("two", 1))).is_err());
    }

    #[test]
    fn arguments_and_directives_are_counted_wherever_they_are_spread() {
        let spread = |times, what: &str| {
            format!("{{ {} }} fragment f on Query {{ id{what} }}", repeated(times, |_| "...f".to_owned()))
        };
        let list = format!("(a: [{}])", "0 ".repeat(MOST_ARGUMENTS / 10 - 1));
        assert!(checked(&spread(10, &list)).is_ok());
        assert!(checked(&spread(11, &list)).is_err());
        let flood = "@a ".repeat(MOST_ARGUMENTS / 10);
        assert!(checked(&spread(10, &flood)).is_ok());
        assert!(checked(&spread(11, &flood)).is_err());
        assert!(checked(&format!("query {flood} {{ ...{{ id(a: {{ b: [1] }}) }} }}")).is_ok());
        assert!(checked(&format!("query {} {{ id }}", "@a ".repeat(MOST_ARGUMENTS + 1))).is_err());
    }

    #[test]
    fn levels_are_counted_through_fragments() {
        let nested = |levels: usize| format!("{{ {} ...last {} }}", "a { ".repeat(levels), "} ".repeat(levels));
        let last = "fragment last on Query { id }";
        assert!(checked(&format!("{} {last}", nested(DEEPEST - 1))).is_ok());
        assert!(checked(&format!("{} {last}", nested(DEEPEST))).is_err());
    }

    #[test]
    fn fragments_that_multiply_are_refused_at_once() {
        let begun = Instant::now();
        assert!(checked(&chain(12, 2)).is_ok());
        assert!(checked(&chain(24, 2)).is_err());
        assert!(checked(&chain(30, 500)).is_err());
        // Nearly all of it is the parser's, and a busy machine's.
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_fragment_within_itself_and_a_long_chain_are_refused_even_where_nothing_spreads_them() {
        assert!(checked("{ id } fragment a on Query { ...b } fragment b on Query { ...a }").is_err());
        assert!(checked("{ ...a } fragment a on Query { b { ...a } }").is_err());
        assert!(checked(&chain(MOST_NESTED_FRAGMENTS - 1, 1)).is_ok());
        assert!(checked(&chain(MOST_NESTED_FRAGMENTS, 1)).is_err());
        assert!(checked(&chain(8_000, 1)).is_err());
        assert!(checked(&chain(8_000, 1).replace("{ ...f0 }", "{ id }")).is_err());
    }

    #[test]
    fn a_fragment_that_does_not_exist_is_left_to_the_validation() {
        assert!(checked("{ ...nowhere }").is_ok());
    }
}
