//! The regular forms of words: what is put in place of the hyphen of an entry in a lexicon, so that *déclar-er* stands for all forms.

use std::collections::HashMap;

use serde::Deserialize;

use super::class::Class;

/// The endings by their name, each with what it adds to the class of the word.
pub(super) type Expanded = HashMap<String, Vec<(String, Class)>>;

/// What takes the place of the hyphen in the entries of the lists.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Endings {
    /// In *erklär-*.
    Unnamed(Vec<String>),
    /// In *déclar-er*, by what stands behind the hyphen.
    Named(HashMap<String, Forms>),
}

/// The forms that one sign behind a hyphen stands for.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Forms {
    Plain(Vec<String>),
    /// By what the form is besides: the name of a list, or nothing.
    Sorted(HashMap<String, Vec<String>>),
}

impl Default for Endings {
    fn default() -> Self {
        Self::Unnamed(Vec::new())
    }
}

impl Endings {
    /// The endings by their name, each with what it adds to the class of the word.
    ///
    /// # Errors
    ///
    /// The name of a list that is none.
    pub(super) fn by_name(self) -> Result<Expanded, String> {
        let named = match self {
            Self::Unnamed(endings) => HashMap::from([(String::new(), Forms::Plain(endings))]),
            Self::Named(named) => named,
        };
        let with = |endings: Vec<String>, class: Class| endings.into_iter().map(move |ending| (ending, class));
        let mut by_name: Expanded = HashMap::new();
        for (name, forms) in named {
            let known = by_name.entry(name).or_default();
            match forms {
                Forms::Plain(endings) => known.extend(with(endings, Class::default())),
                Forms::Sorted(sorted) => {
                    for (list, endings) in sorted {
                        let class = if list.is_empty() { Class::default() } else { list_of(&list)? };
                        known.extend(with(endings, class));
                    }
                }
            }
        }
        Ok(by_name)
    }
}

/// The class of the words in the list `name`.
pub(super) fn list_of(name: &str) -> Result<Class, String> {
    Class::of_list(name).ok_or_else(|| format!("no list is called {name:?}"))
}
