//! What facts can say: the relations, the things that each relates, and how it is said in words.

/// A relation that facts may state.
#[derive(Debug)]
pub struct Relation {
    /// Its name in TOML.
    pub name: &'static str,
    /// What it relates, in order; see [`Self::choice`] for those that are a choice of words.
    pub arguments: &'static [&'static str],
    /// The fact in words, `{0}` and so on for its arguments.
    sentence: &'static str,
    /// True for what is told of the past: it goes on being true of it when its time is over.
    pub of_the_past: bool,
}

/// An argument that is one of two words.
const MEDIUM: &str = "land or sea";
/// An argument that is one of two words.
const RULE: &str = "unanimity or majority";

const fn relation(name: &'static str, arguments: &'static [&'static str], sentence: &'static str) -> Relation {
    Relation { name, arguments, sentence, of_the_past: false }
}

const fn past(name: &'static str, arguments: &'static [&'static str], sentence: &'static str) -> Relation {
    Relation { name, arguments, sentence, of_the_past: true }
}

/// All relations.
pub const RELATIONS: &[Relation] = &[
    relation("state", &["State"], "{0} is a State"),
    relation("named", &["State, body or place", "name"], "{0} is also called “{1}”"),
    relation("nationality", &["State", "adjective"], "“{1}” means of {0}"),
    past("former-state", &["State"], "{0} was a State"),
    past("formed-part-of", &["State", "former State"], "{0} formed part of {1}"),
    relation("successor", &["State", "former State"], "{0} is a successor of {1}"),
    relation("borders", &["State", "State", MEDIUM], "{0} and {1} border each other by {2}"),
    relation("territory", &["place", "State"], "{0} is territory of {1}"),
    relation("part-borders", &["place", "State or place", MEDIUM], "{0} borders {1} by {2}"),
    relation(
        "highest-point",
        &["State", "place", "metres"],
        "the highest point of {0} is {1}, {2} metres above the sea",
    ),
    relation("landlocked", &["State"], "{0} has no sea coast"),
    relation("coast", &["State or place", "sea"], "{0} has a coast on {1}"),
    relation("part-of-sea", &["sea", "sea"], "{0} is part of {1}"),
    relation("lake-shore", &["State", "lake"], "{0} has a shore on {1}"),
    relation("riparian", &["State", "river"], "{0} lies on the river {1}"),
    relation("free-navigation", &["river"], "the river {0} is open to the ships of all nations"),
    relation("port", &["port", "State"], "{0} is a port of {1}"),
    relation("port-on", &["port", "sea, lake or river"], "the port of {0} lies on {1}"),
    relation("range", &["State", "mountains"], "{0} has part of {1}"),
    relation("organisation", &["body"], "{0} is an international organisation"),
    relation("alliance", &["body"], "{0} is a military alliance"),
    relation("member", &["State", "body"], "{0} is a member of {1}"),
    relation("permanent-member", &["State", "body"], "{0} is a permanent member of {1}"),
    relation("decides", &["body", "act", RULE], "{0} decides on “{1}” by {2}"),
    relation("class", &["State", "class"], "{0} is a {1}"),
    relation("region", &["State", "region", "by whose reckoning"], "{0} lies in {1}, as {2} reckons"),
    relation("kind-of", &["kind of thing", "kind of thing"], "“{0}” is a kind of “{1}”"),
    relation("same-thing", &["kind of thing", "kind of thing"], "“{0}” and “{1}” mean the same"),
    relation("kind-of-act", &["act", "act"], "to {0} is one way to {1}"),
    relation("same-act", &["act", "act"], "to {0} and to {1} are the same"),
    relation("opposite-act", &["act", "act"], "one cannot {0} and {1} the same thing at once"),
    relation("controls", &["who", "whom"], "{0} controls {1}"),
    relation("ally-of", &["State", "State"], "{0} and {1} are allies"),
    relation("excludes", &["act", "act"], "one cannot {0} and {1} at once"),
    relation("agent", &["who"], "{0} is none of the parties"),
    relation("organ", &["body"], "{0} is an organ of the parties"),
    relation("stated", &["statement"], "{0}"),
];

/// The relation of a name.
pub fn find(name: &str) -> Option<&'static Relation> {
    RELATIONS.iter().find(|relation| relation.name == name)
}

impl Relation {
    /// How its arguments are written, for messages: `State, State, land or sea`.
    pub fn shape(&self) -> String {
        self.arguments.iter().map(|argument| format!("({argument})")).collect::<Vec<_>>().join(", ")
    }

    /// The words that an argument must be one of, if it is a choice.
    pub fn choice(&self, index: usize) -> Option<Vec<&'static str>> {
        let argument = self.arguments.get(index)?;
        [MEDIUM, RULE].contains(argument).then(|| argument.split(" or ").collect())
    }

    /// A fact of this relation in words.
    pub fn say(&self, args: &[String]) -> String {
        let mut text = self.sentence.to_owned();
        for (index, argument) in args.iter().enumerate() {
            text = text.replace(&format!("{{{index}}}"), argument);
        }
        text
    }
}
