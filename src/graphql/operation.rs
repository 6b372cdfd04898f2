//! What an operation is called in metrics, logs and traces.
//!
//! Never by the name that a client gives it: that may be anything, and a new one each time. An operation is called by its
//! root field. A query of several root fields is `several`, because its time says nothing of any of them; a mutation is
//! called by the first, as a mutation of several is rare and its first field is what it is about. Questions about the
//! schema are `introspection`; what asks for no field that exists is `invalid`.

use std::collections::HashSet;
use std::sync::LazyLock;

use async_graphql::Request;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet, TypeKind,
    TypeSystemDefinition,
};

use crate::telemetry::{Kind, Operation};

/// The schema's root fields, of queries and of mutations.
static ROOT_FIELDS: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| ["Query", "Mutation"].map(fields_of));

const SEVERAL: &str = "several";
const INTROSPECTION: &str = "introspection";

/// Reads the schema for the names of its operations.
pub fn learn() {
    LazyLock::force(&ROOT_FIELDS);
}

/// The name of what `request` asks for.
pub fn operation(request: &mut Request) -> Operation {
    let chosen = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else { return Operation::INVALID };
    name(document, chosen.as_deref()).unwrap_or(Operation::INVALID)
}

fn name(document: &ExecutableDocument, chosen: Option<&str>) -> Option<Operation> {
    let definition = chosen_operation(document, chosen)?;
    let (kind, known) = match definition.ty {
        OperationType::Query => (Kind::Query, &ROOT_FIELDS[0]),
        OperationType::Mutation => (Kind::Mutation, &ROOT_FIELDS[1]),
        OperationType::Subscription => return None,
    };
    let mut walk = Walk { document, seen: HashSet::new(), fields: Vec::new() };
    walk.selection(&definition.selection_set.node);
    let mut names = walk.fields.into_iter().filter(|field| !field.starts_with("__")).peekable();
    let Some(first) = names.next() else { return Some(Operation { name: INTROSPECTION, kind }) };
    let several = kind == Kind::Query && names.any(|name| name != first);
    let name = if several { SEVERAL } else { known.iter().find(|field| *field == first)? };
    Some(Operation { name, kind })
}

fn chosen_operation<'d>(document: &'d ExecutableDocument, chosen: Option<&str>) -> Option<&'d OperationDefinition> {
    match (&document.operations, chosen) {
        (DocumentOperations::Single(only), _) => Some(&only.node),
        (DocumentOperations::Multiple(several), Some(name)) => Some(&several.get(name)?.node),
        (DocumentOperations::Multiple(several), None) if several.len() == 1 => Some(&several.values().next()?.node),
        _ => None,
    }
}

/// The way through the root's selections, in which each fragment is looked at once.
struct Walk<'d> {
    document: &'d ExecutableDocument,
    seen: HashSet<&'d str>,
    fields: Vec<&'d str>,
}

impl<'d> Walk<'d> {
    fn selection(&mut self, selection: &'d SelectionSet) {
        for item in &selection.items {
            match &item.node {
                Selection::Field(field) => self.fields.push(&field.node.name.node),
                Selection::InlineFragment(inline) => self.selection(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name)
                        && self.seen.insert(name)
                    {
                        self.selection(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
}

fn fields_of(root: &str) -> Vec<String> {
    let document = parse_schema(super::sdl()).expect("the schema can be read as it was written");
    let types = document.definitions.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => Some(definition.node),
        _ => None,
    });
    let fields = types.filter(|definition| definition.name.node == root).map(|definition| definition.kind);
    let fields = fields.flat_map(|kind| match kind {
        TypeKind::Object(object) => object.fields,
        _ => Vec::new(),
    });
    fields.map(|field| field.node.name.node.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(query: &str) -> String {
        let operation = operation(&mut Request::new(query));
        format!("{} {}", operation.kind.as_str(), operation.name)
    }

    #[test]
    fn an_operation_is_called_by_its_root_field_and_never_by_what_a_client_calls_it() {
        for (query, name) in [
            ("query Ann_Smith { doctors { totalCount } }", "query doctors"),
            ("{ secret: doctors { totalCount } }", "query doctors"),
            ("{ a: doctors { totalCount } b: doctors { totalCount } __typename }", "query doctors"),
            ("{ doctors { totalCount } clinics { totalCount } }", "query several"),
            ("{ ...f } fragment f on Query { ... { viewer { id } } }", "query viewer"),
            ("mutation { login(input: {}) { __typename } register(input: {}) { __typename } }", "mutation login"),
            ("{ __schema { types { name } } }", "query introspection"),
            ("{ __typename }", "query introspection"),
            ("{ login }", "unknown invalid"),
            ("{ ann_smith }", "unknown invalid"),
            ("query a { viewer { id } } query b { viewer { id } }", "unknown invalid"),
            ("subscription { viewer { id } }", "unknown invalid"),
            ("{ not graphql", "unknown invalid"),
            ("", "unknown invalid"),
        ] {
            assert_eq!(named(query), name, "{query}");
        }
    }

    #[test]
    fn fragments_that_spread_each_other_are_looked_at_once() {
        let bomb: String = (0..40).map(|n| format!("fragment f{n} on Query {{ ...f{0} ...f{0} }} ", n + 1)).collect();
        assert_eq!(named(&format!("{{ ...f0 }} {bomb} fragment f40 on Query {{ viewer {{ id }} }}")), "query viewer");
        assert_eq!(named("{ ...a } fragment a on Query { ...a viewer { id } }"), "query viewer");
    }
}
