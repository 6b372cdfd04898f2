//! What kind of document a request brings: whether it is small enough, and whom its operation competes with.

use std::collections::HashSet;

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet};
use async_graphql::{Request, ServerError};

use super::traffic::Class;
use crate::graphql::error::ApiError;
use crate::graphql::{limits, tokens};

/// Mutations that hash a password.
const SIGN_INS: [&str; 2] = ["login", "register"];

/// Why a document cannot be executed.
pub enum Fault {
    TooLarge(ApiError),
    Syntax(ServerError),
}

/// Parses the document, once and for all; refuses it if it is too large for anybody's needs.
pub fn judge(request: &mut Request) -> Result<Class, Fault> {
    tokens::check(&request.query).map_err(Fault::TooLarge)?;
    let name = request.operation_name.clone();
    let document = request.parsed_query().map_err(Fault::Syntax)?;
    limits::check(document).map_err(Fault::TooLarge)?;
    Ok(class(document, name.as_deref()))
}

/// Whether every operation of the document is a query. A document that cannot be parsed fails later.
pub fn only_queries(request: &mut Request) -> bool {
    if tokens::check(&request.query).is_err() {
        return true;
    }
    let Ok(document) = request.parsed_query() else { return true };
    document.operations.iter().all(|(_, operation)| operation.node.ty == OperationType::Query)
}

fn class(document: &ExecutableDocument, name: Option<&str>) -> Class {
    let mut operations = document.operations.iter();
    let chosen = match name {
        Some(name) => operations.find(|(known, _)| known.is_some_and(|known| known.as_str() == name)),
        None => operations.next(),
    };
    match chosen.map(|(_, operation)| &operation.node) {
        Some(OperationDefinition { ty: OperationType::Mutation, selection_set, .. }) => {
            let mut walk = Walk { document, seen: HashSet::new() };
            if walk.signs_in(&selection_set.node) { Class::SignIn } else { Class::Booking }
        }
        // What has no operation to run fails at its execution.
        _ => Class::Search,
    }
}

/// The way through the root's selections of a mutation, in which each fragment is looked at once.
struct Walk<'d> {
    document: &'d ExecutableDocument,
    seen: HashSet<&'d str>,
}

impl<'d> Walk<'d> {
    /// Whether there is a sign-in among the fields.
    fn signs_in(&mut self, selection: &'d SelectionSet) -> bool {
        selection.items.iter().any(|item| match &item.node {
            Selection::Field(field) => SIGN_INS.contains(&field.node.name.node.as_str()),
            Selection::InlineFragment(inline) => self.signs_in(&inline.node.selection_set.node),
            Selection::FragmentSpread(spread) => {
                let name = &spread.node.fragment_name.node;
                let fragment = self.document.fragments.get(name).filter(|_| self.seen.insert(name));
                fragment.is_some_and(|fragment| self.signs_in(&fragment.node.selection_set.node))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_compete_with_their_like() {
        let class = |query: &str, name: Option<&str>| {
            let mut request = Request::new(query);
            request.operation_name = name.map(str::to_owned);
            judge(&mut request).ok().expect("a small document")
        };
        assert_eq!(class("{ doctors { nodes { id } } }", None), Class::Search);
        assert_eq!(class("mutation { bookAppointment { login } }", None), Class::Booking);
        assert_eq!(class("mutation { login { id } }", None), Class::SignIn);
        assert_eq!(class("mutation { me: register { id } }", None), Class::SignIn);
        assert_eq!(class("mutation { ...f } fragment f on Mutation { ... { login } }", None), Class::SignIn);
        let both = "query A { a } mutation B { b }";
        assert_eq!((class(both, Some("A")), class(both, Some("B"))), (Class::Search, Class::Booking));
    }

    #[test]
    fn fragments_that_spread_each_other_are_looked_at_once() {
        let bomb: String =
            (0..40).map(|n| format!("fragment f{n} on Mutation {{ ...f{0} ...f{0} }} ", n + 1)).collect();
        let of = |leaf: &str| {
            let mut request =
                Request::new(format!("mutation {{ ...f0 }} {bomb} fragment f40 on Mutation {{ {leaf} }}"));
            class(request.parsed_query().expect("a document"), None)
        };
        assert_eq!((of("...nowhere"), of("login")), (Class::Booking, Class::SignIn));
    }
}
