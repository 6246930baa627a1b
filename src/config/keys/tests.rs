use toml::de::{DeTable, DeValue};

use super::{PRESETS, presets};
use crate::command::{Command, Scope, TABLE};
use crate::config::{Config, DEFAULT, load};
use crate::keymap::{Action, Key};

/// The lines, keys and messages of the problems that a configuration has.
fn problems(text: &str) -> Vec<(usize, String, String)> {
    load(text).1.into_iter().map(|problem| (problem.line, problem.key, problem.message)).collect()
}

fn keys(text: &str, scope: Scope, command: Command) -> Vec<String> {
    load(text).0.keys.sequences(scope, Action::Command(command)).iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_said_for_one_part_goes_before_what_is_said_for_all() {
    for (text, scope, wanted) in [
        ("[keys]\nstar = \"*\"\n", Scope::List, vec!["*"]),
        ("[keys.list]\nstar = \"*\"\n", Scope::List, vec!["*"]),
        ("[keys.list]\nstar = \"*\"\n", Scope::Story, vec!["s"]),
        ("[keys]\nstar = \"+\"\n[keys.list]\nstar = [\"* *\", \"* s\"]\n", Scope::List, vec!["* *", "* s"]),
        ("[keys]\nstar = \"+\"\n[keys.list]\nstar = \"*\"\n", Scope::Story, vec!["+"]),
        ("[keys.story]\nstar = []\n", Scope::Story, vec![]),
        // Over the preset, also where that says it for one part.
        ("[keys]\npreset = \"mutt\"\n", Scope::List, vec!["F"]),
        ("[keys]\npreset = \"mutt\"\nstar = \"*\"\n", Scope::List, vec!["*"]),
        // A shipped command gives a key away in silence, for one part or for all; also where it would begin a sequence.
        ("[keys.story]\nlimit = \"s\"\n", Scope::Story, vec![]),
        ("[keys.story]\nlimit = \"s\"\n", Scope::List, vec!["s"]),
        ("[keys]\nlimit = \"s l\"\n", Scope::List, vec![]),
    ] {
        assert_eq!(problems(text), [], "{text}");
        assert_eq!(keys(text, scope, Command::Star), wanted, "{text}");
    }
    let mutt = "[keys]\npreset = \"mutt\"\npage-up = \"b\"\n";
    assert_eq!((keys(mutt, Scope::Story, Command::PageUp), problems(mutt)), (vec!["b".to_owned()], vec![]));
}

#[test]
fn every_conflict_and_every_key_that_cannot_be_is_told_with_its_line() {
    for (text, wanted) in [
        ("[keys]\nstar = \"x\"\nfetch = \"x\"\n", vec![(3, "keys.fetch", "x is also that of star (line 2)")]),
        ("[keys]\nstar = \"x\"\nfetch = \"x x\"\n", vec![(3, "keys.fetch", "“x x” begins with x, a key of star (line 2)")]),
        ("[keys]\nstar = \"x x\"\nfetch = \"x\"\n", vec![(3, "keys.fetch", "x begins “x x”, keys of star (line 2)")]),
        ("[keys]\ntop = [\"g\", \"g g\"]\n", vec![(2, "keys.top", "“g g” begins with g, a key of top")]),
        ("[keys.list]\nstar = \"x\"\n[keys.story]\nfetch = \"x\"\n", vec![]),
        ("[keys]\nstar = \"x\"\n[keys.list]\nfetch = \"x\"\n", vec![]),
        ("[keys]\nfly = \"x\"\n", vec![(2, "keys.fly", "no command and no macro has this name")]),
        ("[keys]\nstar = 3\n", vec![(2, "keys.star", "must be keys or a list of keys")]),
        ("[keys]\nstar = [\n\"x\",\n3,\n\"ctrl-m\"]\n", vec![(4, "keys.star", "must be keys"), (5, "keys.star", "what enter sends")]),
        ("[keys.lists]\nstar = \"x\"\n", vec![(1, "keys.lists", "the parts are list, story, shelves, panel, welcome")]),
        ("[keys.welcome]\nstar = \"x\"\n", vec![(2, "keys.welcome.star", "does nothing there")]),
        ("[keys]\npreset = \"emacs\"\n", vec![(2, "keys.preset", "must be one of \"default\", \"newsboat\", \"mutt\"")]),
        ("[keys]\npreset = 3\n", vec![(2, "keys.preset", "must be one of")]),
        ("[keys.list]\npreset = \"mutt\"\n", vec![(2, "keys.list.preset", "stands in [keys]")]),
        ("keys = 3\n", vec![(1, "keys", "the sections are")]),
    ] {
        let found = problems(text);
        assert_eq!(found.len(), wanted.len(), "{text}: {found:#?}");
        for ((line, key, message), (at, of, says)) in found.iter().zip(wanted) {
            assert!((*line, key.as_str()) == (at, of) && message.contains(says), "{text}: {found:#?}");
        }
    }
}

#[test]
fn keys_that_are_not_understood_take_no_others_away() {
    for text in ["[keys.list]\nstar = \"z z z z z z z z z\"\n", "[keys]\nstar = [\"nokey\"]\n"] {
        assert_eq!((keys(text, Scope::List, Command::Star), problems(text).len()), (vec!["s".to_owned()], 1), "{text}");
    }
    assert!(keys("[keys]\nstar = []\n", Scope::List, Command::Star).is_empty());
}

#[test]
fn of_two_wishes_the_one_above_has_the_key() {
    let text = "[keys]\nfetch = \"x\"\nstar = \"x\"\n";
    assert_eq!((keys(text, Scope::List, Command::Fetch), keys(text, Scope::List, Command::Star).len()), (vec!["x".to_owned()], 0));
}

#[test]
fn every_preset_has_no_problem_and_leaves_every_command_a_key_where_it_applies() {
    assert_eq!(presets().next(), Some("default"));
    let shipped = Config::shipped();
    for name in presets() {
        let (config, problems) = load(&format!("[keys]\npreset = \"{name}\"\n"));
        assert_eq!(problems, [], "{name}");
        let mut without = Vec::new();
        for entry in TABLE {
            for scope in entry.scopes {
                let keys = |config: &Config| config.keys.sequences(*scope, Action::Command(entry.command));
                // Some are meant to be given by name.
                if keys(&config).is_empty() && !keys(&shipped).is_empty() {
                    without.push((entry.name, *scope));
                }
            }
        }
        assert_eq!(without, [], "{name}");
    }
}

#[test]
fn presets_bind_what_they_name() {
    for (name, text) in PRESETS.into_iter().filter(|(_, text)| !text.is_empty()) {
        let (config, table) = (load(&format!("[keys]\npreset = \"{name}\"\n")).0, DeTable::parse(text).unwrap());
        let DeValue::Table(all) = table.get_ref()["keys"].get_ref() else { panic!("{name}") };
        assert!(all.len() > 20, "{name}");
        let tables = all.iter().filter_map(|(part, value)| Some((Scope::named(part.get_ref()), value.get_ref().as_table()?)));
        for (part, entries) in tables.chain([(None, all)]) {
            for (command, value) in entries.iter().filter(|(_, value)| !value.get_ref().is_table()) {
                let action = Action::Command(Command::named(command.get_ref()).unwrap_or_else(|| panic!("{name}: {command:?}")));
                let written =
                    value.get_ref().as_array().map_or_else(|| vec![value.get_ref()], |all| all.iter().map(|one| one.get_ref()).collect());
                for keys in written.into_iter().map(|one| one.as_str().unwrap()) {
                    let places = config.keys.places(action);
                    let scopes = places.iter().find(|(known, _)| known.to_string() == keys).map(|(_, scopes)| scopes);
                    let is_bound = scopes.is_some_and(|scopes| part.is_none_or(|part| scopes.contains(&part)));
                    assert!(is_bound, "{name}: {} is not bound to {keys} in {part:?}", command.get_ref());
                }
            }
        }
    }
}

#[test]
fn the_presets_do_what_hands_expect() {
    let of = |preset: &str, scope, key: &str| {
        let keys: Vec<Key> = key.split(' ').map(|key| key.parse().unwrap()).collect();
        load(&format!("[keys]\npreset = \"{preset}\"\n")).0.keys.meaning(scope, &keys)
    };
    for (preset, scope, key, command) in [
        ("newsboat", Scope::List, "n", Command::NextMatch),
        ("newsboat", Scope::List, "p", Command::PreviousMatch),
        ("newsboat", Scope::List, "N", Command::ToggleRead),
        ("newsboat", Scope::Story, "u", Command::Metadata),
        ("newsboat", Scope::List, "A", Command::ReadAll),
        ("newsboat", Scope::List, "r", Command::Fetch),
        ("newsboat", Scope::List, "R", Command::FetchAll),
        ("newsboat", Scope::List, "F", Command::Limit),
        ("mutt", Scope::List, "tab", Command::NextMatch),
        ("mutt", Scope::List, "N", Command::ToggleRead),
        ("mutt", Scope::List, "F", Command::Star),
        ("mutt", Scope::List, "d", Command::Delete),
        ("mutt", Scope::List, "u", Command::Undo),
        ("mutt", Scope::List, "l", Command::Limit),
        ("mutt", Scope::List, "=", Command::Top),
        ("mutt", Scope::List, "*", Command::Bottom),
        ("mutt", Scope::Story, "-", Command::PageUp),
        ("mutt", Scope::Story, "i", Command::Back),
        ("mutt", Scope::List, "G", Command::Fetch),
    ] {
        assert_eq!(of(preset, scope, key), crate::keymap::Meaning::Action(Action::Command(command)), "{preset} {key}");
    }
}

#[test]
fn macros_have_a_name_or_keys_and_all_that_is_wrong_with_them_is_told() {
    let text = "[macros]\nfull = [\"open\", \"full-text\"]\n\", f\" = \"search is:unread\"\n[keys]\nfull = \"z f\"\n";
    let (config, found) = load(text);
    assert_eq!(found, []);
    let told: Vec<(String, String)> = config
        .macros
        .iter()
        .enumerate()
        .map(|(at, own)| (own.told(), config.keys.sequences(Scope::Panel, Action::Macro(at)).iter().map(ToString::to_string).collect()))
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(told, keys)| (told.as_str(), keys.as_str())).collect();
    assert!(told.contains(&("open, then full-text", "z f")) && told.contains(&("search is:unread", ", f")), "{told:?}");
    for (text, says) in [
        ("open = [\"star\"]", "a command has this name already"),
        ("\"a b c\" = []", "a macro is a list of commands"),
        ("full = [\"fly\"]", "no command is called “fly”"),
        ("full = [3]", "a macro is a list of commands"),
        ("full = 3", "a macro is a list of commands"),
        ("full = [\"\"]", "no command is called “”"),
        ("full = [\"search a\\nb\"]", "one line"),
        ("\"a-b c\" = [\"open\"]", "neither a name"),
        ("\"ctrl-i\" = [\"open\"]", "what tab sends"),
        ("down = [\"open\"]", "a command has this name already"),
        ("one = [\"open\"]\ntwo = [\"one\"]", "a macro cannot call another"),
        ("\"x y\" = [\"open\"]\n[keys]\nstar = \"x\"", "x begins “x y”"),
    ] {
        let found = problems(&format!("[macros]\n{text}\n"));
        assert!(found.len() == 1 && found[0].2.contains(says), "{text}: {found:#?}");
    }
    let many = format!("[macros]\nm = [{}]\n", "\"down\",".repeat(51));
    assert!(problems(&many)[0].2.contains("at most 50"));
}

#[test]
fn the_shipped_file_names_no_key_that_clashes() {
    let (_, found) = load(DEFAULT);
    assert_eq!(found, [], "laid over itself it is still without a conflict");
}

#[test]
fn settings_are_changed_and_told_while_the_reader_is_open() {
    let (mut config, _) = load("");
    for (name, value, told) in [
        ("measure", "60", "measure is 60"),
        ("reading.measure", "61", "measure is 61"),
        ("justify", "on", "justify is on"),
        ("justify", "false", "justify is off"),
        ("hyphenate", "yes", "hyphenate is on"),
        ("speaker_notes", "off", "speaker_notes is off"),
        ("pictures", "never", "pictures is never"),
        ("density", "compact", "density is compact"),
        ("follow_after", "0", "follow_after is 0"),
        ("group", "no", "group is off"),
    ] {
        assert!(config.change(name, value).is_ok(), "{name} {value}");
        assert_eq!(config.told(name).unwrap(), told);
    }
    let before = config.clone();
    for (name, value, why) in [
        ("measure", "9000", "from 20 to 200"),
        ("measure", "-1", "from 20 to 200"),
        ("justify", "maybe", "on or off"),
        ("density", "huge", "one of roomy, compact"),
        ("mouse", "on", "in the configuration, for the next start"),
        ("nonsense\u{1b}", "1", "No setting is called"),
    ] {
        let told = config.change(name, value).unwrap_err();
        assert!(told.contains(why) && !told.contains('\u{1b}'), "{told}");
    }
    assert_eq!(config, before);
}
