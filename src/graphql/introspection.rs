//! How much a document may ask about the schema itself. Its lists lead from types to fields and back to types, so that
//! each level multiplies what the one above it asks for; all of it is answered without a pause that a deadline could use.

/// Most `__schema` and `__type` of a document. (Tools need one.)
pub const MOST_ROOTS: usize = 2;
/// Most fields below one of them, counted as all fields are. (graphql-js with all options: 239.)
pub const MOST_FIELDS: usize = 500;
/// Most lists that lead on to types, within each other. (graphql-js: 1, and its own limit is 2, too.)
pub const MOST_NESTED_LISTS: usize = 2;
/// Most values below one of them, if every list were as long as the longest of its kind. (graphql-js: 2,300,000; as most
/// lists are much shorter, it gets 9,000.)
pub const MOST_VALUES: usize = 4_000_000;

/// The lists of the introspection, and how long the longest of each is at most.
const LONGEST_LISTS: [(&str, usize); 8] = [
    ("types", 160),
    ("fields", 40),
    ("possibleTypes", 10),
    ("interfaces", 2),
    ("inputFields", 20),
    ("enumValues", 24),
    ("args", 8),
    ("directives", 8),
];

/// Whether questions about the schema begin with this field.
pub fn is_root(field: &str) -> bool {
    matches!(field, "__schema" | "__type")
}

/// Whether the field is a list that leads on to types.
pub fn leads_on(field: &str) -> bool {
    matches!(field, "fields" | "possibleTypes" | "interfaces" | "inputFields")
}

/// How many times a field has what is asked for below it, at most.
pub fn longest(field: &str) -> usize {
    LONGEST_LISTS.iter().find(|(name, _)| *name == field).map_or(1, |(_, longest)| *longest)
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_schema;
    use async_graphql::parser::types::{FieldDefinition, TypeKind, TypeSystemDefinition};
    use async_graphql::{EmptyMutation, EmptySubscription, Object, Positioned, Schema};

    use super::*;

    struct Query;

    #[Object]
    impl Query {
        async fn nothing(&self) -> bool {
            false
        }
    }

    fn longest_args(fields: &[Positioned<FieldDefinition>]) -> usize {
        fields.iter().map(|field| field.node.arguments.len()).max().unwrap_or_default()
    }

    #[test]
    fn no_list_of_the_schema_is_longer_than_is_reckoned_with() {
        let document = parse_schema(crate::graphql::sdl()).expect("a schema");
        // The library's own types, scalars and directives are in no SDL.
        let mut types = 16;
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            types += 1;
            let name = definition.node.name.node.to_string();
            let lists = match definition.node.kind {
                TypeKind::Object(object) => vec![
                    ("fields", object.fields.len()),
                    ("args", longest_args(&object.fields)),
                    ("interfaces", object.implements.len()),
                ],
                TypeKind::Interface(interface) => vec![
                    ("fields", interface.fields.len()),
                    ("args", longest_args(&interface.fields)),
                    ("interfaces", interface.implements.len()),
                ],
                TypeKind::Union(union) => vec![("possibleTypes", union.members.len())],
                TypeKind::Enum(definition) => vec![("enumValues", definition.values.len())],
                TypeKind::InputObject(input) => vec![("inputFields", input.fields.len())],
                TypeKind::Scalar => Vec::new(),
            };
            for (list, length) in lists {
                assert!(length <= longest(list), "{name} has {length} {list}: raise its number");
            }
        }
        assert!(types <= longest("types"), "{types} types: raise their number");
        let implementations = crate::graphql::sdl().matches("implements Node").count();
        assert!(implementations <= longest("possibleTypes"), "{implementations} nodes: raise the number");
    }

    #[tokio::test]
    async fn the_librarys_own_lists_are_no_longer_either() {
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        let asked =
            "{ __schema { directives { args { name } } types { fields { args { name } } enumValues { name } } } }";
        let answer = schema.execute(asked).await.data.into_json().expect("JSON");
        let types = answer["__schema"]["types"].as_array().expect("types").clone();
        let length = |value: &serde_json::Value| value.as_array().map_or(0, Vec::len);
        assert!(types.len() <= 16, "{} types of the library", types.len());
        assert!(length(&answer["__schema"]["directives"]) <= longest("directives"));
        for definition in types {
            assert!(length(&definition["fields"]) <= longest("fields"));
            assert!(length(&definition["enumValues"]) <= longest("enumValues"));
        }
    }
}
