//! Reading the command line and the environment.

use std::error::Error;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Parser};

use super::{Cli, fail};

impl Cli {
    /// What was asked for, or how the process ends instead. What is wrong with a flag is told by clap, with the usage;
    /// what is wrong in the environment is told in one line that names the variable.
    pub fn read() -> Result<Self, ExitCode> {
        Self::try_parse().map_err(|error| match bad_setting(&error) {
            Some(reason) => fail(&reason),
            None => error.exit(),
        })
    }
}

fn bad_setting(error: &clap::Error) -> Option<String> {
    let mut command = Cli::command();
    command.build();
    let settings = settings(&command);
    if error.kind() == ErrorKind::InvalidUtf8 {
        let broken = settings.iter().filter_map(|setting| variable(setting));
        return broken
            .filter(|name| std::env::var_os(name).is_some_and(|value| value.to_str().is_none()))
            .map(|name| format!("{name}: must be text in UTF-8"))
            .next();
    }
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let named = text(ContextKind::InvalidArg)?;
    let setting = settings.into_iter().find(|setting| setting.to_string() == named)?;
    if is_flag_given(setting) {
        return None;
    }
    let (name, reason) = (variable(setting)?, reason(error));
    match text(ContextKind::InvalidValue) {
        Some(value) if !setting.is_hide_env_values_set() => Some(format!("{name}: invalid value {value:?}: {reason}")),
        _ => Some(format!("{name}: invalid value: {reason}")),
    }
}

/// What is wrong with a value, in one line.
fn reason(error: &clap::Error) -> String {
    match (error.get(ContextKind::ValidValue), error.source()) {
        (Some(ContextValue::Strings(values)), _) if !values.is_empty() => format!("use {}", values.join(" or ")),
        (_, Some(source)) => source.to_string().lines().collect::<Vec<_>>().join(" "),
        _ => "it cannot be used".to_owned(),
    }
}

/// All arguments, of all subcommands, that the environment can give.
fn settings(command: &Command) -> Vec<&Arg> {
    let own = command.get_arguments().filter(|argument| argument.get_env().is_some());
    own.chain(command.get_subcommands().flat_map(settings)).collect()
}

fn variable(setting: &Arg) -> Option<&str> {
    setting.get_env().and_then(|name| name.to_str())
}

fn is_flag_given(setting: &Arg) -> bool {
    let Some(long) = setting.get_long() else { return false };
    std::env::args_os().filter_map(|argument| argument.into_string().ok()).any(|argument| {
        argument
            .strip_prefix("--")
            .and_then(|flag| flag.strip_prefix(long))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })
}
