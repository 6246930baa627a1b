//! Marked text is the specification: `{q “We will act,”} {cue said} {who the minister}.` A case is stripped of its braces, read, and
//! marked again by what was found; `¶` parts paragraphs. Beside it stand the names of the speakers, quote by quote, `-` for nobody.

use std::collections::BTreeSet;
use std::fmt::Write;

use proptest::prelude::{any, prop_assert, proptest};

use super::class::Class;
use super::lexicon::{LEXICONS, Lexicon};
use super::{detect, file};
use crate::news::{Passage, Place, Quote, QuoteKind};

const ENGLISH: &[(&str, &str)] = &[
    // 1 speaker cue quote, 2 tag after a comma, 6 and 14 both orders
    ("{who Mara Venn} {cue said}, {q “The pier is shut.”}", "Mara Venn"),
    ("{q “The pier is shut,”} {who Mara Venn} {cue said}.", "Mara Venn"),
    ("{q “The pier is shut,”} {cue said} {who Mara Venn}.", "Mara Venn"),
    ("{q “The pier is shut,”} {who Mara Venn} {cue said} on Tuesday.", "Mara Venn"),
    ("{q \"The pier is shut,\"} {cue said} {who Mara Venn}, 51, a diver from Hull.", "Mara Venn"),
    // 3 split quotes, 10 the next sentence without a tag
    ("{q “The pier,”} {who Venn} {cue said}, {q “is shut for good.”}", "Venn, Venn"),
    ("{q “The pier is shut,”} {who Venn} {cue said}. {q “It will stay shut.”}", "Venn, Venn"),
    ("{q “Shut,”} {cue said} {who Mara Venn}, the harbour master. {q “For good.”}", "Mara Venn, Mara Venn"),
    // 4 family names, 7 pronouns, resolved through the story
    ("Mara Venn reached the pier at dawn.¶{q “It is gone,”} {who Venn} {cue said}.", "Mara Venn"),
    ("Mary Venn reached the pier at dawn.¶{q “It is gone,”} {who she} {cue said}.", "Mary Venn"),
    ("Mr. Paul Orr met Mary Venn. {q “It is gone,”} {who she} {cue said}. {q “All of it.”}", "Mary Venn, Mary Venn"),
    ("{q “It is gone,”} {who Mr. Orr} {cue said}.¶{q “All of it,”} {who he} {cue continued}.", "Orr, Orr"),
    ("{q “Orr is wrong,”} {who Venn} {cue said}.¶{q “They cannot hear us,”} {cue said} {who Mary Venn}.", "Mary Venn, Mary Venn"),
    // 5 and 13 quoted words within a paraphrase, 16 several under one cue, 21 the sentence goes on
    ("{who Venn} {cue called} the plan {q “a leaking boat”} and left.", "Venn"),
    ("{who Venn} {cue said} the plan was {q “a leaking boat”} that would {q “drown the town.”}", "Venn, Venn"),
    ("{who Orr} {cue described} it as {q “brave”} because nobody else had tried.", "Orr"),
    ("{who Orr} {cue called} it {q “brave,”} but {who Venn} {cue said} it was {q “reckless.”}", "Orr, Venn"),
    // 8 the wire's double apostrophes, 35 wrong glyphs, 45 marks before the stop
    ("{q ''Not one plank,''} {who Mr. Orr} {cue said}.", "Orr"),
    ("{q ``Not one plank,''} {who Mr. Orr} {cue said}.", "Orr"),
    ("{q “Not one plank,\"} {who Orr} {cue said}.", "Orr"),
    ("{q “Not one plank,“} {who Orr} {cue said}.", "Orr"),
    ("{who Orr} {cue said} the pier was {q “rotten to the core”}.", "Orr"),
    // 9 a verb no list holds
    ("{q “Not one plank,”} {who Orr} {cue trilled}.", "Orr"),
    // 11, 12, 15, 33 titles, roles and appositions
    ("{q “We count planks,”} {cue said} {who Governor Mara Venn}.", "Mara Venn"),
    ("{q “We count planks,”} {cue said} {who Venn campaign manager Tom Pell}.", "Tom Pell"),
    ("{who Mara Venn}, a diver, who came in May, {cue said} {q “nothing has moved.”}", "Mara Venn"),
    ("{q “We count planks,”} {who Sen. Ana Diaz} (D-Ore.) {cue said}.", "Ana Diaz"),
    ("On Monday, {who Gov. Tom Pell} (R-Ky.), {cue said}, {q “We count planks.”}", "Tom Pell"),
    (
        "{who The French Embassy in the United States} {cue said} on Friday that {q “the pier is French.”}",
        "The French Embassy in the United States",
    ),
    ("Chilean Ambassador to the United States Tomas Orr came on Friday.¶{q “We talked,”} {who the ambassador} {cue added}.", "Tomas Orr"),
    // 17 participles, 19 clauses between, 42 when asked
    ("{who Venn} backed the tax, {cue adding} that delay would be {q “fatal.”}", "Venn"),
    ("{q “We wait,”} {who Nell Shaw}, the diver who found the wreck, {cue said}.", "Nell Shaw"),
    ("{q “We wait,”} {who Nell Shaw}, the diver who found the wreck {cue said}.", "Nell Shaw"),
    ("Asked whether the pier was safe, {who Venn} {cue said}, {q “No.”}", "Venn"),
    ("As {who Mara Venn} {cue said} on Friday, {q “The pier is lost.”}", "Mara Venn"),
    // 18, 24, 30, 37 bodies, documents, spokespeople, the unnamed
    ("{q “We are sorry,”} {who a spokeswoman for North Rail} {cue said}.", "A spokeswoman for North Rail"),
    ("{q “We are sorry,”} {who North Rail} {cue said} in a statement.", "North Rail"),
    ("{q “Nobody asked,”} {who officials} {cue said}.", "officials"),
    ("{q “Planks were missing,”} {who the report} {cue says}.", "The report"),
    // 20 told and its addressee, 22 circumstances, 23 tweets, 38 according to
    ("{who Venn} {cue told} Radio North’s Tom Pell: {q “No one was hurt.”}", "Venn"),
    ("{q “No one was hurt,”} {who Venn} {cue said} in a telephone interview late Wednesday.", "Venn"),
    ("{who @maravenn} {cue tweeted}, {q “Pier closed again.”}", "@maravenn"),
    ("The pier {q “will not last the year,”} {cue according to} {who Mara Venn}.", "Mara Venn"),
    // 25 questions, 26 a second part in lower case, 27 colons
    ("{q “Why now?”} {cue asked} {who Orr}.", "Orr"),
    ("{q “Why now!”} {who Orr} {cue shouted}.", "Orr"),
    ("{who Orr} {cue said}, {q “and nobody came.”}", "Orr"),
    ("{who The mayor} had one message: {q “Stay home.”}", "The mayor"),
    // 28 nested, 31 brackets and ellipses
    ("{q “She told me, ‘Go!’ and I went,”} {who Orr} {cue said}.", "Orr"),
    ("{who Orr} {cue said}: {q “She told me, ‘Go.’”}", "Orr"),
    ("{q “We [the crew] will … go,”} {who Orr} {cue said}.", "Orr"),
    // 29 two speakers, 32 paragraphs without a tag, 40 marks that stay open
    ("{q “Go,”} {cue said} {who Orr}. {q “Stay,”} {cue said} {who Venn}.", "Orr, Venn"),
    ("{who Orr} said he was not sure.¶{q “It may well take a year.”}", "Orr"),
    ("{who Orr} {cue said} the pier was safe. {q “We counted every plank.”}", "Orr"),
    ("{who Orr} {cue said}: {q “The roof is first.}¶{q “The wall is second.}¶{q “Then we paint.”}", "Orr, Orr, Orr"),
    // 34 nobody named
    ("The barge has been called {q “the coffin”} of the bay.", "-"),
    // 36 single marks, straight and curly, in headlines and in Britain
    ("{who Anna Venn} {cue said} she was {q 'deeply moved'} by those letters", "Anna Venn"),
    ("{q ‘We are ready’}: {who Venn} opens the pier", "Venn"),
    ("{q ‘We don’t know the divers’ names,’} {who Venn} {cue said}.", "Venn"),
    // 41 nouns of speech
    ("{who Venn}’s {cue warning} that the wall was {q “about to go”} came in May.", "Venn"),
    // 43 signatures
    ("{q “Best ferry on the lake.”} — {who Ann Pell}", "Ann Pell"),
    // 44 the reporter
    ("{q “Open the hatch,”} {who I} {cue said}.", "-"),
    // 46 not speech
    ("The town bought “smart” bins that nobody can open.", ""),
    ("The so-called “plank tax” returns next year.", ""),
    ("Edward “Ned” Pell, known as “the Hammer,” retired on Sunday.", ""),
    ("{who Venn}, speaking on NBC’s “Meet the Press,” {cue said} the wall was {q “about to go.”}", "Venn"),
    ("The divers' union won in the '90s; it wasn't the owners' idea.", ""),
    ("The 6'2\" diver sat down.", ""),
    ("Her great aria, “Bring me the sea in a cup”, was sung on Friday.", ""),
    ("It was {q “a very handsome one”}.", "-"),
    // a name in apposition wins over the office
    ("{who The mayor}, Ann Lee, {cue said}: {q “Yes.”}", "Ann Lee"),
    ("{q “Not a drop,”} {who the rivers minister}, Casimir Thole, {cue said} on Friday.", "Casimir Thole"),
    ("{q “Not a drop,”} {cue said} {who the rivers minister}, Casimir Thole.", "Casimir Thole"),
    ("{q “Not a drop,”} {who Casimir Thole}, the rivers minister, {cue said}.", "Casimir Thole"),
    // the subject of the sentence before
    (
        "{q “Not a drop,”} {who Casimir Thole} {cue said}.¶Sunniva Rao did not rise to it. {who She} {cue thanked} them for {q “a warm room”}.",
        "Casimir Thole, Sunniva Rao",
    ),
    // offices: by description, and nobody when two fit equally
    (
        "{q “It begins,”} {cue said} {who Sunniva Rao}, the Littoral’s water minister.¶Her counterpart, Casimir Thole, who has held the rivers portfolio in Vell, came late. {who The Vellish minister} {cue added}: {q “I am patient.”}",
        "Sunniva Rao, Casimir Thole",
    ),
    (
        "Sunniva Rao, the water minister, met Tom Pell, the rivers minister.¶The hall was cold.¶{who The minister} {cue added}: {q “I am patient.”}",
        "The minister",
    ),
    // sentences end after    // sentences end after abbreviations too
    ("Tom Orr flew to the U.S. {who He} {cue said} it was {q “far too hot.”}", "Tom Orr"),
    // whom a pronoun cannot mean
    (
        "Tom Pell criticised the mayor. Asked whether Mr. Orr was enriching himself, {who he} {cue said}, {q “I can’t know what they intend.”}",
        "Tom Pell",
    ),
    ("Tom Pell resigned. After meeting Edward Orr, {who he} {cue said}: {q “I can’t know what they intend.”}", "Tom Pell"),
    // who is quoted by somebody else
    ("Tom Pell quoted {who Ann Orr} as {cue saying} {q “we are lost and will not be found.”}", "Ann Orr"),
    // an office with its place
    ("{q “We will act,”} {who Secretary of State Tom Pell} {cue said}.", "Tom Pell"),
    ("{q “We will act now,”} {cue said} {who Color of Rivers President Sunniva Rao}.", "Sunniva Rao"),
    // a family name that is a first name, a month that is one, Jr.
    ("Sen. Elizabeth Warren spoke in Vell. {q “We will fight,”} {who Warren} {cue said}.", "Elizabeth Warren"),
    ("{q “We will act,”} {cue said} {who Rep. Jan Orr}.", "Jan Orr"),
    ("Edward Pell was there. {q “We will act now,”} {who Edward Pell Jr.} {cue said}.", "Edward Pell Jr."),
    // two speakers, parted by a semicolon
    ("{q “I did,”} {who Pell} {cue said}; {q “you didn’t,”} {who Orr} {cue replied}.", "Pell, Orr"),
    // what was done is nobody
    ("A note was published by the Vatican, {who which} {cue said} it was {q “a small step for a bridge.”}", "Vatican"),
    // the title of a work
    ("Tom Pell is the author of “A Crane in the Fog.”", ""),
];

const FRENCH: &[(&str, &str)] = &[
    ("{q «Le quai est fermé»}, a {cue déclaré} à la radio {who la navigatrice Mara Venn}.", "Mara Venn"),
    ("{q «Le quai est fermé»}, a {cue déclaré} {who la préfète Mara Venn}.", "Mara Venn"),
    // a pronoun joined to its verb
    ("Mathilde Venn est venue lundi.¶{q «Le quai est fermé»}, {cue dit}-{who elle}.", "Mathilde Venn"),
    ("Mathilde Venn est venue lundi.¶{q «Le quai est fermé»}, a-t-{who elle} {cue ajouté}.", "Mathilde Venn"),
    // elided words
    ("{cue Selon} {who l’ingénieur}, Étienne Orr, le pont est {q «absolument sûr»}.", "Étienne Orr"),
    ("{cue D’après} {who M. Orr}, le pont est {q «absolument sûr»}.", "Orr"),
    ("{who Venn} a {cue assuré} qu’il serait {q «ouvert en mai»}.", "Venn"),
    ("{q «C’est fini»}, s’est {cue exclamée} {who Mara d’Orr}.", "Mara d’Orr"),
];

const GERMAN: &[(&str, &str)] = &[
    // an article behind the verb is no relative pronoun
    ("{q „Die Brücke bleibt zu“}, {cue schrieb} {who die Hafenbehörde}.", "Die Hafenbehörde"),
    ("{who Der Sprecher des Hafenamtes} {cue nannte} sie {q „ein Risiko für alle“}.", "Der Sprecher des Hafenamtes"),
    // an article in another case begins no subject
    (
        "{who Die Bürgermeisterin} hatte den Bericht umgehend als {q „frei erfunden und ein Ärgernis“} zurückgewiesen.",
        "Die Bürgermeisterin",
    ),
    // who was told of goes on speaking
    ("{who Der Richter} sagte, der Vertrag bestehe fort. Man müsse ihn lesen. Der Streit sei {q „so alt wie die Brücke“}.", "Der Richter"),
    // where it is written
    ("{q „Die Brücke ist bis Mai gesperrt“}, {cue heißt} es in {who einer Mitteilung}.", "Einer Mitteilung"),
    ("{q „Die Brücke ist bis Mai gesperrt“}, {cue schrieb} {who „Der Steg“}.", "Der Steg"),
    // no space behind a full stop
    ("{q „Wir warten“}, {cue sagte} {who Mara Venn}.Am Montag kam der Kran.", "Mara Venn"),
];

const SPANISH: &[(&str, &str)] = &[
    ("{q «El muelle está cerrado»}, {cue afirmó} {who la alcaldesa}, Mara Venn.", "Mara Venn"),
    ("{cue Según} {who el ingeniero}, Tomás Orr, el puente es {q «del todo seguro»}.", "Tomás Orr"),
    ("{who La fiscal Nieves Orr} {cue sostuvo} que era {q «cosa de risa»}.", "Nieves Orr"),
];

const RUSSIAN: &[(&str, &str)] = &[
    ("{q «Мост закрыт»}, — {cue сказал} {who мэр города Сергей Венн}.", "Сергей Венн"),
    ("{who Прокурор Ольга Дёмина} {cue заявила}, что он {q «водил всех за нос»}.", "Ольга Дёмина"),
    // names in other cases
    ("Мэр Сергей Лапшин вышел.¶{cue По словам} {who Лапшина}, объезд займёт {q «минут двадцать»}.", "Сергей Лапшин"),
    (
        "{cue По словам} {who Анны Орловой}, это {q «минут двадцать»}.¶{q «Да»}, — {cue сказала} {who Анна Орлова}.",
        "Анна Орлова, Анна Орлова",
    ),
    // the verb tells who is meant
    (
        "{q «Мост закрыт»}, — {cue сказала} {who Саша Венн}. Кирилл Орр ушёл.¶{q «Он закрыт»}, — {cue добавила} {who она}.",
        "Саша Венн, Саша Венн",
    ),
];

#[test]
fn finds_who_said_what_in_english() {
    let wrong = differences("en", ENGLISH);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn finds_who_said_what_in_other_languages() {
    let wrong = [differences("de", GERMAN), differences("fr", FRENCH), differences("es", SPANISH), differences("ru", RUSSIAN)].concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn differences(language: &str, cases: &[(&str, &str)]) -> Vec<String> {
    cases.iter().filter_map(|(marked, names)| difference(language, marked, names)).collect()
}

/// What was found, where it is not what `marked` says.
fn difference(language: &str, marked: &str, names: &str) -> Option<String> {
    let text = stripped(marked);
    let paragraphs: Vec<&str> = text.split('¶').collect();
    let quotes = quotes_of(&paragraphs, language);
    let found = marked_again(&paragraphs, &quotes);
    let speakers = quotes.iter().map(|quote| quote.speaker().unwrap_or("-")).collect::<Vec<_>>().join(", ");
    (found != marked || speakers != names).then(|| format!("expected {marked} [{names}]\n   found {found} [{speakers}]"))
}

fn stripped(marked: &str) -> String {
    marked.replace("{q ", "").replace("{cue ", "").replace("{who ", "").replace('}', "")
}

fn quotes_of(paragraphs: &[&str], language: &str) -> Vec<Quote> {
    let passages: Vec<Passage<'_>> = paragraphs.iter().enumerate().map(|(n, text)| Passage::new(Place::Block(n), text)).collect();
    detect(&passages, language)
}

fn marked_again(paragraphs: &[&str], quotes: &[Quote]) -> String {
    let mut marks: BTreeSet<(usize, usize, usize, &str)> = BTreeSet::new();
    for quote in quotes {
        let Place::Block(n) = quote.place else { continue };
        let (start, end) = with_marks(paragraphs[n], quote.span.start, quote.span.end);
        marks.insert((n, start, end, "q"));
        let speaker = quote.attribution.speaker.iter().map(|speaker| (&speaker.mention, "who"));
        for (phrase, name) in speaker.chain(quote.attribution.cue.iter().map(|cue| (cue, "cue"))) {
            let Place::Block(n) = phrase.place else { continue };
            assert_eq!(phrase.text, phrase.span.of(paragraphs[n]));
            marks.insert((n, phrase.span.start, phrase.span.end, name));
        }
    }
    let mark_one = |(n, text): (usize, &&str)| {
        let mut out = String::new();
        let mut at = 0;
        for (_, start, end, name) in marks.iter().filter(|mark| mark.0 == n) {
            write!(out, "{}{{{name} {}}}", &text[at.min(*start)..*start], &text[*start..*end]).unwrap();
            at = *end;
        }
        out + &text[at..]
    };
    paragraphs.iter().enumerate().map(mark_one).collect::<Vec<_>>().join("¶")
}

fn with_marks(text: &str, start: usize, end: usize) -> (usize, usize) {
    let marks: &[char] = &['"', '“', '”', '‘', '’', '\'', '`', '„', '«', '»'];
    let before = text[..start].chars().rev().take(2).take_while(|c| marks.contains(c)).map(char::len_utf8).sum::<usize>();
    let after = text[end..].chars().take(2).take_while(|c| marks.contains(c)).map(char::len_utf8).sum::<usize>();
    (start - before, end + after)
}

#[test]
fn pairs_marks_in_other_languages() {
    let cases = [
        ("de", "„Der Steg ist sicher“, sagte Mara Venn.", "Der Steg ist sicher"),
        ("de", "»Der Steg ist sicher«, sagte Mara Venn.", "Der Steg ist sicher"),
        ("de", "Venn sagte: „Er rief ‚Halt‘ und lief.“", "Er rief ‚Halt‘ und lief."),
        ("fr", "« Le quai est fermé », a dit Mara Venn.", "Le quai est fermé"),
        ("ru", "Венн сказала: «Газета „Труд“ опять ошиблась».", "Газета „Труд“ опять ошиблась"),
        ("pl", "„Most jest bardzo stary” – powiedziała.", "Most jest bardzo stary"),
        ("sv", "”Bron är helt säker”, sade hon.", "Bron är helt säker"),
        ("ja", "市長は「彼は『止まれ』と叫んだ」と話した。", "彼は『止まれ』と叫んだ"),
        ("zh", "市长说：“桥是安全的。”", "桥是安全的。"),
        ("de", "Das Magazin „Der Steg“ erscheint am Samstag.", ""),
    ];
    for (language, text, expected) in cases {
        let quotes = quotes_of(&[text], language);
        let found: Vec<&str> = quotes.iter().map(|quote| quote.span.of(text)).collect();
        assert_eq!(found.join("|"), expected, "{language}");
    }
}

#[test]
fn a_pronoun_alone_names_nobody_but_stays_marked() {
    let cases = [
        ("“We will not wait,” he said.", "he", None),
        ("“We will not wait,” they said.", "they", None),
        ("“The pier is shut,” we said.", "we", None),
        ("In his words, “the pier is shut.”", "his", None),
        ("“The pier is shut,” a diver said.", "a diver", Some("A diver")),
        ("Ms. Venn rowed out. “The pier is shut,” she said.", "she", Some("Venn")),
    ];
    for (text, mention, name) in cases {
        let quotes = quotes_of(&[text], "en");
        let speaker = quotes[0].attribution.speaker.as_ref().unwrap();
        assert_eq!((speaker.mention.text.as_str(), speaker.name.as_deref()), (mention, name), "{text}");
    }
    // Printed for a text without a story, the words of the mention stand in for the name.
    assert_eq!(file::in_text("“We will not wait,” he said.", "")[0].speaker.as_deref(), Some("he"));
}

#[test]
fn tells_direct_from_partial() {
    let cases = [
        ("“The pier is shut,” Venn said.", QuoteKind::Direct),
        ("Venn said, “the pier is shut.”", QuoteKind::Direct),
        ("Venn called it “a leaking boat.”", QuoteKind::Partial),
        ("Venn said it was “shut.”", QuoteKind::Partial),
    ];
    for (text, kind) in cases {
        assert_eq!(quotes_of(&[text], "en").first().map(|quote| quote.kind), Some(kind), "{text}");
    }
}

#[test]
fn headlines_learn_names_from_the_body() {
    let passages =
        [Passage::new(Place::Headline, "Venn: ‘We are ready’"), Passage::new(Place::Block(0), "Harbour master Mara Venn opened the pier.")];
    let quotes = detect(&passages, "en");
    assert_eq!(quotes.iter().map(|quote| (quote.place, quote.speaker())).collect::<Vec<_>>(), [(Place::Headline, Some("Mara Venn"))]);
}

#[test]
fn the_lexicon_is_sound() {
    for (tag, lexicon) in LEXICONS {
        assert_eq!(Lexicon::parse(lexicon).err(), None, "{tag}");
        let untidy: Vec<String> = entries(&lexicon.parse().unwrap()).into_iter().filter(|entry| *entry != tidy(entry)).collect();
        assert!(untidy.is_empty(), "{tag}: with a capital or a stray space: {untidy:?}");
    }
    assert!(Lexicon::parse("speech = 3").is_err());
    assert!(Lexicon::parse("[words]\nrolls = []").is_err());
    assert!(Lexicon::parse("[endings.er]\nrolls = [\"e\"]").is_err());
}

/// All entries of the lists of a lexicon.
fn entries(table: &toml::Table) -> Vec<String> {
    let of = |value: &toml::Value| match value {
        toml::Value::Table(table) => entries(table),
        toml::Value::Array(values) => values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    };
    table.values().flat_map(of).collect()
}

fn tidy(entry: &str) -> String {
    entry.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_lexicon_makes_the_forms_of_its_entries() {
    let lexicon = "endings = {er = {\"\" = [\"er\", \"e\"], participles = [\"ant\"]}, s = [\"\", \"s\"]}\n\
        grammar = {elides = true}\n[cases]\n\"\" = [\"а\"]\n[verbs]\nspeech = [\"dire dit\", \"cri-er\"]\n\
        [words]\nroles = [\"porte-parole\", \"vice-consul-s\"]\ndeterminers = [\"l'\"]\nprepositions = [\"d'\"]\npronouns = [\"il\"]";
    let lexicon = Lexicon::parse(lexicon).unwrap();
    for word in ["dire", "dit", "crier", "crie", "criant"] {
        assert!(lexicon.class_of(word).is(Class::SPEECH), "{word}");
    }
    assert!(lexicon.class_of("criant").is(Class::PARTICIPLE) && !lexicon.class_of("crie").is(Class::PARTICIPLE));
    assert!(["porte-parole", "vice-consul", "Vice-Consuls"].iter().all(|word| lexicon.class_of(word).is(Class::ROLE)));
    let parted = ["l’État", "L'Équipe", "D’Angelo", "d'Angelo", "dit-il", "aura-t-il", "dit-elle", "aujourd’hui", "croit-il"];
    let parts = parted.map(|word| lexicon.parted(word).map_or(word, |(end, _)| &word[..end]));
    assert_eq!(parts, ["l’", "L'", "D’Angelo", "d'", "dit", "aura", "dit-elle", "aujourd’hui", "croit-il"]);
    assert_eq!(lexicon.nominatives("иванова").collect::<Vec<_>>(), ["иванов"]);
}

#[test]
fn the_weights_are_sound() {
    let scales = super::weigh::Scales::parse(include_str!("../../assets/weights.toml"));
    let languages = scales.map(|scales| scales.into_keys().collect::<Vec<_>>());
    assert_eq!(languages, Ok(["de", "en", "es", "fr", "other", "ru"].map(str::to_owned).to_vec()));
    assert!(super::weigh::Scales::parse("[en.speaker.colour]\nred = 1.0").is_err());
}

#[test]
fn a_mark_that_opens_anew_leaves_what_was_said_before() {
    let text = "Michael Orr said: \"I am glad he went. \"Nobody else did.\"";
    let found: Vec<&str> = quotes_of(&[text], "en").iter().map(|quote| quote.span.of(text)).collect();
    assert_eq!(found, ["I am glad he went.", "Nobody else did."]);
}

#[test]
fn names_hold_their_combining_marks() {
    let quotes = quotes_of(&["“We will see, I think,” said Rene\u{301} Cote\u{301}."], "en");
    assert_eq!(quotes[0].speaker(), Some("Rene\u{301} Cote\u{301}"));
}

#[test]
fn unseen_characters_before_a_mark_change_nothing() {
    let quotes = quotes_of(&["\u{feff}\"We will see, I think,\" said Ann Park."], "en");
    assert_eq!(quotes.iter().map(Quote::speaker).collect::<Vec<_>>(), [Some("Ann Park")]);
}

/// Every character of the classes Pi and Pf, and the others that Unicode calls quotation marks.
const MARKS: &str = "\"'`«»‘’‚‛“”„‟‹›⸂⸃⸄⸅⸉⸊⸌⸍⸜⸝⸠⸡⹂❛❜❝❞❟❠❮❯〈〉《》「」『』【】〔〕〝〞〟﹁﹂﹃﹄＂＇｢｣";

#[test]
fn a_mark_alone_quotes_nothing_and_breaks_nothing() {
    for mark in MARKS.chars() {
        for language in ["", "en", "de", "ru", "fr", "es", "ja"] {
            for text in [mark.to_string(), format!("{mark}{mark}"), format!("a {mark} b"), format!("{mark}\u{301}\u{200b}a{mark}\u{200d}")]
            {
                let quotes = quotes_of(&[&text], language);
                assert!(quotes.iter().all(|quote| text.get(quote.span.start..quote.span.end).is_some()), "{text:?}");
            }
        }
    }
}

#[test]
fn marks_ten_deep_are_one_quotation() {
    let (open, close): (String, String) = (0..5).map(|_| ("“‘", "’”")).unzip();
    let text = format!("{open}We will not wait for the ferry any more{close}, Venn said.");
    let quotes = quotes_of(&[&text], "en");
    assert_eq!(quotes.iter().filter_map(Quote::speaker).collect::<Vec<_>>(), ["Venn"]);
    assert!(quotes[0].span.of(&text).contains("We will not wait for the ferry any more"));
}

#[test]
fn five_megabytes_without_a_break_are_read() {
    let text = "The mayor, Ann Lee, said the “old pier” was shut and “will never open again,” but Mr. Orr called that 'nonsense' "
        .repeat(5_000_000 / 110);
    assert!(quotes_of(&[&text], "en").len() > 10_000);
}

#[test]
fn hostile_input_takes_linear_time() {
    let texts = [
        "“".repeat(100_000),
        "'a ".repeat(100_000),
        "\" a".repeat(50_000),
        "Mr. A B said \"x\" ".repeat(10_000),
        "said ".repeat(50_000) + "\"x\"",
        "l'".repeat(100_000) + "\"" + &"l'".repeat(100_000) + "\"",
        "a-t-il-".repeat(50_000) + "\"x\"",
        "по словам Иванова ".repeat(10_000) + "\"x\"",
    ];
    for (text, language) in texts.iter().flat_map(|text| ["en", "fr", "ru"].map(|language| (text, language))) {
        assert!(quotes_of(&[text], language).len() <= text.len());
    }
}

proptest! {
    #[test]
    fn spans_fit_their_passages(lines in proptest::collection::vec("[ A-Za-z\"'“”‘’`«»„,.:é「」—()-]{0,60}", 0..5), language in "(en|de|fr|ru|ja|)") {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let quotes = quotes_of(&lines, &language);
        let mut at = (0, 0);
        for quote in &quotes {
            let Place::Block(n) = quote.place else { panic!("not a block") };
            prop_assert!(lines[n].get(quote.span.start..quote.span.end).is_some_and(|text| !text.trim().is_empty()));
            prop_assert!((n, quote.span.start) >= at, "in order and disjoint");
            at = (n, quote.span.end);
            let phrases = quote.attribution.speaker.iter().map(|speaker| &speaker.mention).chain(&quote.attribution.cue);
            for phrase in phrases {
                let Place::Block(n) = phrase.place else { panic!("not a block") };
                prop_assert!(lines[n].get(phrase.span.start..phrase.span.end) == Some(phrase.text.as_str()));
            }
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>(), language in "(en|de|ru|fr|es|zh|pl)") {
        super::file::in_text(&text, &language);
    }
}
