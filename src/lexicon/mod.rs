//! Words: lemmas, irregular forms, valency, nominalisations, fixed expressions. Knows no facts.
