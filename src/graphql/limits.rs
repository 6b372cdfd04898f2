//! How large a document may be, decided before it is validated.
//!
//! The library's own limits expand every spread of a fragment, so that a few hundred bytes of fragments that spread each
//! other twice keep a core busy for minutes; and to them `__typename` costs nothing. Here each fragment is looked at once
//! and its cost added wherever it is spread: the time is linear in the document.

use std::collections::HashMap;

use async_graphql::parser::types::{Directive, ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Name, Positioned};
use async_graphql_value::Value;

use super::error::{ApiError, ApiResult, Code};
use super::introspection;

/// Most fields of a document, with each fragment counted wherever it is spread; a spread and an inline fragment count as
/// one, too. (GraphiQL's introspection has about 240.)
pub const MOST_FIELDS: usize = 5_000;
/// Most fields with an alias, counted likewise.
pub const MOST_ALIASES: usize = 100;
/// Most arguments, directives and values within them, counted likewise.
pub const MOST_ARGUMENTS: usize = 5_000;
/// Most fields within each other. (GraphiQL's introspection: 15.)
pub const DEEPEST: usize = 18;
/// Most fragments within each other: the validation calls itself for each.
pub const MOST_NESTED_FRAGMENTS: usize = 32;
/// Most selections within each other, be they of fields or of fragments, inline or not: all that looks at a document calls
/// itself for each. (GraphiQL's introspection: 18.)
pub const MOST_NESTED: usize = 64;

/// Refuses a document that is larger than any client of ours needs.
pub fn check(document: &ExecutableDocument) -> ApiResult<()> {
    let mut walk = Walk { document, known: HashMap::new(), open: Vec::new(), nested: 0 };
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
    nested: usize,
    /// `__schema` and `__type`.
    roots: usize,
    /// Lists of the introspection that lead on to types, within each other. Means something below a root only.
    lists: usize,
    /// Values that the introspection answers at most. Means something below a root only.
    values: usize,
}

impl Cost {
    /// Adds what stands beside it.
    fn add(&mut self, other: Self) -> ApiResult<()> {
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.arguments = self.arguments.saturating_add(other.arguments);
        self.depth = self.depth.max(other.depth);
        self.nested_fragments = self.nested_fragments.max(other.nested_fragments);
        self.nested = self.nested.max(other.nested);
        self.roots = self.roots.saturating_add(other.roots);
        self.lists = self.lists.max(other.lists);
        self.values = self.values.saturating_add(other.values);
        within([
            (self.fields, MOST_FIELDS, "fields"),
            (self.aliases, MOST_ALIASES, "aliases"),
            (self.arguments, MOST_ARGUMENTS, "arguments and directives"),
            (self.depth, DEEPEST, "levels"),
            (self.nested_fragments, MOST_NESTED_FRAGMENTS, "fragments within each other"),
            (self.nested, MOST_NESTED, "selections within each other"),
            (self.roots, introspection::MOST_ROOTS, "questions about the schema"),
        ])
    }

    /// What a field asks for, with this below it.
    fn of(self, field: &Field) -> ApiResult<Self> {
        let name = field.name.node.as_str();
        let root = introspection::is_root(name);
        if root {
            within([
                (self.lists, introspection::MOST_NESTED_LISTS, "lists of the schema within each other"),
                (self.fields, introspection::MOST_FIELDS, "fields of the schema"),
                (self.values, introspection::MOST_VALUES, "values of the schema"),
            ])?;
        }
        let cost = Self {
            fields: self.fields.saturating_add(1),
            aliases: self.aliases + usize::from(field.alias.is_some()),
            arguments: self.arguments.saturating_add(arguments(&field.arguments)),
            depth: self.depth + 1,
            nested: self.nested + 1,
            roots: self.roots + usize::from(root),
            lists: self.lists + usize::from(introspection::leads_on(name)),
            values: self.values.saturating_add(1).saturating_mul(introspection::longest(name)),
            ..self
        };
        Ok(with_directives(cost, &field.directives))
    }

    /// What a spread or an inline fragment asks for, with this in it. It costs something itself: those that spread
    /// nothing that exists multiply, too.
    fn spread(self, directives: &[Positioned<Directive>]) -> Self {
        let cost = Self { fields: self.fields.saturating_add(1), nested: self.nested + 1, ..self };
        with_directives(cost, directives)
    }
}

/// Refuses the first count that is above its limit.
fn within<const N: usize>(limits: [(usize, usize, &str); N]) -> ApiResult<()> {
    match limits.into_iter().find(|(count, limit, _)| count > limit) {
        Some((_, limit, what)) => Err(too_complex(format!("Ask for less at once: at most {limit} {what}."))),
        None => Ok(()),
    }
}

/// The way through a document. Its recursion is bounded by [`MOST_NESTED`], which is judged on the way down.
struct Walk<'d> {
    document: &'d ExecutableDocument,
    known: HashMap<&'d str, Cost>,
    /// The fragments that the walk is inside of.
    open: Vec<&'d str>,
    /// The selections that the walk is inside of.
    nested: usize,
}

impl<'d> Walk<'d> {
    fn selection(&mut self, selection: &'d SelectionSet) -> ApiResult<Cost> {
        within([(self.nested, MOST_NESTED, "selections within each other")])?;
        self.nested += 1;
        let mut cost = Cost::default();
        for item in &selection.items {
            cost.add(match &item.node {
                Selection::Field(field) => self.selection(&field.node.selection_set.node)?.of(&field.node)?,
                Selection::InlineFragment(inline) => {
                    self.selection(&inline.node.selection_set.node)?.spread(&inline.node.directives)
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node)?.spread(&spread.node.directives)
                }
            })?;
        }
        self.nested -= 1;
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
        within([(self.open.len() + 1, MOST_NESTED_FRAGMENTS, "fragments within each other")])?;
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
        assert!(checked(&chain(10, 2)).is_ok());
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
    fn a_fragment_that_does_not_exist_is_left_to_the_validation_but_its_spreads_multiply() {
        assert!(checked("{ ...nowhere }").is_ok());
        for end in ["...nowhere", "...{ ...nowhere }"] {
            let bomb = chain(30, 2).replace("{ id }", &format!("{{ {end} }}"));
            assert_eq!(checked(&bomb).unwrap_err().code, Code::QueryTooComplex, "{end}");
        }
        assert!(checked(&format!("{{ {} }}", "...nowhere ".repeat(MOST_FIELDS + 1))).is_err());
    }

    #[test]
    fn selections_within_each_other_are_counted_on_the_way_down() {
        let inline = |levels: usize| format!("{{ {} id {} }}", "... { ".repeat(levels), "} ".repeat(levels));
        assert!(checked(&inline(MOST_NESTED - 1)).is_ok());
        assert!(checked(&inline(MOST_NESTED)).is_err());
        // Each of them is small; one within the other they would need a larger stack than there is.
        let fragment = |number: usize| {
            let (open, close) = ("... { ".repeat(60), "} ".repeat(60));
            format!("fragment f{number} on Query {{ {open} ...f{} {close} }}", number + 1)
        };
        let document = format!("{{ ...f0 }} {} fragment f25 on Query {{ id }}", repeated(25, fragment));
        let document = parse_query(document).unwrap();
        let small = std::thread::Builder::new().stack_size(512 * 1024);
        let refused = small.spawn(move || check(&document).is_err()).unwrap();
        assert!(refused.join().unwrap());
    }

    #[test]
    fn lists_of_the_schema_do_not_multiply() {
        let pairs = |count| {
            let (open, close) = ("possibleTypes { interfaces { ".repeat(count), "} } ".repeat(count));
            format!("{{ __type(name: \"Node\") {{ {open} name {close} }} }}")
        };
        assert!(checked(&pairs(1)).is_ok());
        assert!(checked(&pairs(8)).is_err());
        for refused in [
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
            "{ __schema { types { ...t } } } fragment t on __Type { fields { type { ...u } } }
                fragment u on __Type { inputFields { type { interfaces { name } } } }",
            "{ ...q } fragment q on Query { a: __type { ...t } }
                fragment t on __Type { fields { ... { type { possibleTypes { fields { name } } } } } }",
            &format!("{{ __schema {{ types {{ {} }} }} }}", "name ".repeat(introspection::MOST_FIELDS)),
            &format!("{{ __schema {{ types {{ fields {{ type {{ fields {{ {} }} }} }} }} }} }}", "name ".repeat(16)),
        ] {
            assert_eq!(checked(refused).unwrap_err().code, Code::QueryTooComplex, "{refused}");
        }
        let roots = |count| format!("{{ {} }}", repeated(count, |n| format!("a{n}: __schema {{ types {{ name }} }}")));
        assert!(checked(&roots(introspection::MOST_ROOTS)).is_ok());
        assert!(checked(&roots(introspection::MOST_ROOTS + 1)).is_err());
        let spread = "{ ...r ...r ...r } fragment r on Query { __schema { queryType { name } } }";
        assert!(checked(spread).is_err());
    }
}
