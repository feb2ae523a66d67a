//! From words to the facts that hold them: an index that keeps no copy of the words, since the base is indexed
//! anew at every start.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Numbers by the hash of a text, in the order in which they were put in. Texts that differ may share a hash, so
/// whoever looks up compares.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Hash → first and last place in `links`.
    ends: HashMap<u64, (u32, u32), BuildHasherDefault<AsItIs>>,
    /// A number, and the place of the next one with the same hash (0 for none: nothing comes before the first).
    links: Vec<(u32, u32)>,
}

impl Index {
    /// Makes room.
    pub fn reserve(&mut self, more: usize) {
        self.ends.reserve(more);
        self.links.reserve(more);
    }

    /// Puts in a number under a text.
    pub fn insert(&mut self, text: &str, number: usize) {
        let (Ok(place), Ok(number)) = (u32::try_from(self.links.len()), u32::try_from(number)) else { return };
        self.links.push((number, 0));
        let ends = self.ends.entry(hash(text)).or_insert((place, place));
        if ends.1 != place {
            self.links[ends.1 as usize].1 = place;
            ends.1 = place;
        }
    }

    /// The numbers under a text, and perhaps some others.
    pub fn candidates(&self, text: &str) -> impl Iterator<Item = usize> + use<'_> {
        let mut place = self.ends.get(&hash(text)).map(|ends| ends.0);
        std::iter::from_fn(move || {
            let (number, next) = *self.links.get(place? as usize)?;
            place = Some(next).filter(|&next| next > 0);
            Some(number as usize)
        })
    }
}

/// FNV-1a, good enough for a few thousand names that nobody chose in order to collide.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// The keys are hashes already.
#[derive(Clone, Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = (self.0 << 8) | u64::from(byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_the_order_in_which_they_were_put_in() {
        let mut index = Index::default();
        for (number, text) in ["sea", "land", "sea", "sea"].into_iter().enumerate() {
            index.insert(text, number);
        }
        assert_eq!(index.candidates("sea").collect::<Vec<_>>(), [0, 2, 3]);
        assert_eq!(index.candidates("land").collect::<Vec<_>>(), [1]);
        assert_eq!(index.candidates("air").count(), 0);
    }
}
