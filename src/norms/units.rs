//! Units of measure that measure the same: tonnes and kilograms, hectares and square metres.
//!
//! Only units of one size in every treaty: a mile may be one of the land or of the sea, a ton, a barrel and a pound of
//! several kinds, and these are compared with nothing but themselves.

/// What a unit measures, and how many of the smallest such unit it has.
fn size(unit: &str) -> Option<(&'static str, i64)> {
    Some(match unit {
        "gram" | "gramme" => ("mass", 1),
        "kilogram" | "kilogramme" | "kilo" => ("mass", 1_000),
        "quintal" => ("mass", 100_000),
        "tonne" | "metric ton" | "metric tonne" => ("mass", 1_000_000),
        // Tenths of a millimetre: the inch has 254.
        "millimetre" | "millimeter" => ("length", 10),
        "centimetre" | "centimeter" => ("length", 100),
        "inch" => ("length", 254),
        "foot" => ("length", 3_048),
        "yard" => ("length", 9_144),
        "metre" | "meter" => ("length", 10_000),
        "kilometre" | "kilometer" => ("length", 10_000_000),
        "nautical mile" => ("length", 18_520_000),
        "square metre" | "square meter" => ("area", 1),
        "hectare" => ("area", 10_000),
        "square kilometre" | "square kilometer" => ("area", 1_000_000),
        "litre" | "liter" => ("volume", 1),
        "hectolitre" | "hectoliter" => ("volume", 100),
        "cubic metre" | "cubic meter" => ("volume", 1_000),
        "watt" => ("power", 1),
        "kilowatt" => ("power", 1_000),
        "megawatt" => ("power", 1_000_000),
        "gigawatt" => ("power", 1_000_000_000),
        "kilowatt-hour" => ("energy", 1),
        "megawatt-hour" => ("energy", 1_000),
        "gigawatt-hour" => ("energy", 1_000_000),
        "second" => ("time", 1),
        "minute" => ("time", 60),
        "hour" => ("time", 3_600),
        "day" => ("time", 86_400),
        "week" => ("time", 604_800),
        _ => return None,
    })
}

/// A fraction: so many times, and divided by so many.
pub type Ratio = (i64, i64);

/// How many of the second unit make one of the first, as a fraction, if both measure the same. Rates ("per second") are
/// compared only where they are the same.
pub fn ratio(from: &str, to: &str) -> Option<Ratio> {
    if from == to {
        return Some((1, 1));
    }
    let parts = |unit: &str| -> (String, String) {
        let (plain, rate) = unit.split_once(" per ").unwrap_or((unit, ""));
        (plain.to_owned(), rate.to_owned())
    };
    let ((from, from_rate), (to, to_rate)) = (parts(from), parts(to));
    let ((what, a), (same, b)) = (size(&from)?, size(&to)?);
    (what == same && from_rate == to_rate).then_some((a, b))
}

/// The bounds of a range in one of the two units in which they are told, the smaller one: what is at least five tonnes is
/// at least 5,000 kilograms.
pub fn in_one(first: &str, second: &str) -> Option<(String, Ratio, Ratio)> {
    let (a, b) = ratio(first, second)?;
    Some(if a >= b { (second.to_owned(), (a, b), (1, 1)) } else { (first.to_owned(), (1, 1), (b, a)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_measure_the_same_are_compared() {
        assert_eq!(ratio("tonne", "kilogram"), Some((1_000_000, 1_000)));
        assert_eq!(ratio("cubic metre per second", "litre per second"), Some((1_000, 1)));
        assert_eq!(ratio("cubic metre per second", "litre per minute"), None);
        assert_eq!(ratio("hectare", "tonne"), None);
        assert_eq!(ratio("mile", "kilometre"), None);
        assert_eq!(ratio("crown", "crown"), Some((1, 1)));
    }
}
