//! Looks secrets up at the moment at which they are sent.

use std::env;

use super::command;
use crate::config::{Access, Secret};
use crate::runtime::import::Cancel;
use crate::wire;

/// The headers that get the reader in; an error names what is missing, and never says a secret.
pub(super) fn headers(access: &Access, cancel: &Cancel) -> Result<Vec<(String, String)>, String> {
    let mut headers = Vec::new();
    if let Some(password) = &access.password {
        headers.push(wire::authorization(&access.user, &told(password, cancel)?));
    }
    for (name, secret) in &access.headers {
        headers.push((name.clone(), told(secret, cancel)?));
    }
    Ok(headers)
}

fn told(secret: &Secret, cancel: &Cancel) -> Result<String, String> {
    match secret {
        Secret::Plain(text) => Ok(text.clone()),
        Secret::Env(name) => env::var(name).map_err(|_| format!("the environment has no {name}, which is to get you in")),
        Secret::Command(line) => {
            let printed = command::run(line, cancel).map_err(|why| format!("the command that is to get you in: {why}"))?;
            let text = String::from_utf8_lossy(&printed).lines().next().unwrap_or_default().trim().to_owned();
            if text.is_empty() { Err("the command that is to get you in prints nothing".to_owned()) } else { Ok(text) }
        }
    }
}
