//! Rank: what a clause prevails over, or yields to.
//!
//! `rank := ("notwithstanding" | "subject to" | "without prejudice to" | "except as provided in") provision`.
//! Sample: *Notwithstanding Article 8, the tug may enter; subject to paragraph 3, it shall leave by noon*.

use super::chunks::Chunk;
use super::scene::Scene;
use super::targets;
use super::tokens::{Kind, Role, phrase, tokenise};
use super::units::Labels;
use super::{Rank, Relation};

/// The rank that a chunk states.
pub fn rank(scene: Scene<'_>, chunk: &Chunk, role: Role, here: &str, labels: &Labels) -> Option<Rank> {
    let relation = match role {
        Role::Notwithstanding => Relation::Notwithstanding,
        Role::WithoutPrejudice => Relation::WithoutPrejudiceTo,
        _ => Relation::SubjectTo,
    };
    let to = phrase(scene.text, scene.tokens, chunk.start + chunk.marker.max(1), chunk.end, "rank")?;
    let label = (chunk.start..chunk.end).find(|&index| scene.tokens[index].kind == Kind::Reference).and_then(|index| {
        let mut words = Vec::new();
        tokenise(scene.text, scene.tokens[index].span, &mut words);
        let found = targets::resolve(scene.text, &words, here, labels);
        found.iter().find_map(|reference| reference.target().map(str::to_owned))
    });
    Some(Rank { relation, to, to_label: label })
}
