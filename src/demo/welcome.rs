//! What the console says when the demo is ready.

use super::State;
use super::logins::logins;

/// A few lines for whoever started the demo at `url`.
pub fn welcome(state: State, url: &str) -> String {
    let mut text = format!(
        "\n  medbook is ready\n\n    Playground   {url}/\n    GraphiQL     {url}/graphiql\n    API          {url}/graphql\n\n"
    );
    match state {
        State::Foreign => {
            text += "    The database has data of its own, so nothing of the demo was added to it.\n";
            text += "    For the demo, start with an empty one: set DATABASE_URL=sqlite:data/demo.db, for example.\n";
        }
        State::Filled | State::Kept => {
            text += "    Sign in as   E-mail                      Password\n";
            for login in logins() {
                text += &format!("    {:<12} {:<27} {}\n", login.role, login.email, login.password);
            }
            text += match state {
                State::Filled => "\n    The database was empty: it has a small clinic network now.\n",
                _ => "\n    The database has the demo's data already: nothing was added.\n",
            };
        }
    }
    text += "\n  Ctrl-C stops it.\n\n";
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_told_only_where_they_work() {
        assert!(welcome(State::Filled, "http://127.0.0.1:8000").contains("patient@medbook.example"));
        assert!(welcome(State::Kept, "http://127.0.0.1:8000").contains("http://127.0.0.1:8000/graphiql"));
        assert!(!welcome(State::Foreign, "http://127.0.0.1:8000").contains("medbook.example"));
    }
}
