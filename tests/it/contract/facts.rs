//! A schema as a set of facts, one line each, so that two schemas can be compared.

use std::collections::BTreeSet;

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    FieldDefinition, InputValueDefinition, TypeDefinition, TypeKind, TypeSystemDefinition,
};

/// All types of a schema.
pub fn types(sdl: &str) -> Vec<TypeDefinition> {
    let document = parse_schema(sdl).expect("the schema can be parsed");
    let types = document.definitions.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => Some(definition.node),
        _ => None,
    });
    types.collect()
}

/// Everything that a client can rely on.
pub fn facts(sdl: &str) -> BTreeSet<String> {
    types(sdl).iter().flat_map(of_type).collect()
}

fn of_type(definition: &TypeDefinition) -> Vec<String> {
    let name = &definition.name.node;
    match &definition.kind {
        TypeKind::Scalar => vec![format!("scalar {name}")],
        TypeKind::Object(object) => {
            let implements = object.implements.iter().map(|interface| format!("{name} implements {}", interface.node));
            implements.chain(of_fields(name, &object.fields)).chain([format!("type {name}")]).collect()
        }
        TypeKind::Interface(interface) => {
            of_fields(name, &interface.fields).into_iter().chain([format!("interface {name}")]).collect()
        }
        TypeKind::Union(union) => {
            union.members.iter().map(|member| format!("union {name} | {}", member.node)).collect()
        }
        TypeKind::Enum(of) => of.values.iter().map(|value| format!("enum {name}.{}", value.node.value.node)).collect(),
        TypeKind::InputObject(input) => {
            let fields = input.fields.iter().map(|field| of_input(&format!("input {name}."), field));
            fields.chain([format!("input {name}")]).collect()
        }
    }
}

fn of_fields(name: &str, fields: &[Positioned<FieldDefinition>]) -> Vec<String> {
    let of_field = |field: &Positioned<FieldDefinition>| {
        let field = &field.node;
        let path = format!("{name}.{}", field.name.node);
        let arguments = field.arguments.iter().map(|argument| of_input(&format!("{path} argument "), argument));
        arguments.chain([format!("{path}: {}", field.ty.node)]).collect::<Vec<_>>()
    };
    fields.iter().flat_map(of_field).collect()
}

fn of_input(prefix: &str, input: &Positioned<InputValueDefinition>) -> String {
    let InputValueDefinition { name, ty, default_value, .. } = &input.node;
    match default_value {
        Some(value) => format!("{prefix}{}: {} = {}", name.node, ty.node, value.node),
        None => format!("{prefix}{}: {}", name.node, ty.node),
    }
}

/// The paths of everything in a schema that has no description.
pub fn unexplained(sdl: &str) -> Vec<String> {
    let mut missing = Vec::new();
    let mut look = |path: String, description: &Option<Positioned<String>>| {
        if description.as_ref().is_none_or(|text| text.node.trim().is_empty()) {
            missing.push(path);
        }
    };
    for definition in types(sdl) {
        let name = &definition.name.node;
        // The roots are explained by their fields.
        if !["Query", "Mutation", "Subscription"].contains(&name.as_str()) {
            look(name.to_string(), &definition.description);
        }
        match &definition.kind {
            TypeKind::Object(object) => look_at_fields(name, &object.fields, &mut look),
            TypeKind::Interface(interface) => look_at_fields(name, &interface.fields, &mut look),
            TypeKind::Enum(of) => {
                for value in &of.values {
                    look(format!("{name}.{}", value.node.value.node), &value.node.description);
                }
            }
            TypeKind::InputObject(input) => {
                for field in &input.fields {
                    look(format!("{name}.{}", field.node.name.node), &field.node.description);
                }
            }
            TypeKind::Scalar | TypeKind::Union(_) => {}
        }
    }
    missing
}

fn look_at_fields(
    name: &str,
    fields: &[Positioned<FieldDefinition>],
    look: &mut impl FnMut(String, &Option<Positioned<String>>),
) {
    for field in fields {
        let field = &field.node;
        look(format!("{name}.{}", field.name.node), &field.description);
        for argument in &field.arguments {
            look(format!("{name}.{}({})", field.name.node, argument.node.name.node), &argument.node.description);
        }
    }
}
