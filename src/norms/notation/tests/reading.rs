//! What each form is read as, and what is said about mistakes.

use super::file;

/// The sketch of the logic, in the notation as it is.
const SKETCH: &str = r#"
party Upland, Lowland.  body Commission.  agent CanalCo.             # comments with #
place Reserve = Marsh | Dunes.            # consists of: no remainder
place Reserve < Coast.  adjoins(Reserve, Heath, land).  owner(Reserve) = Upland.
kind  suction-dredge < dredge.            thing barge < vessel.
atom  flood : nature.   atom leave(X) : Commission.   atom alarmed(X, place) : judged by X.
measure casualties : nature, int >= 0.   measure alert : nature, low < guarded < high.
event ef, sighted(wreck) : nature.        stock tugs : each party, int >= 0.   life [ef, ef + 25y].
fact f1: controls(Upland, Port-Office).   fact f2: excludes(open sluice, close sluice).

norm 3.1 each X:  shall not dredge in Reserve except (in Marsh if leave(X)).
norm 4   Upland:  shall dredge in Marsh within [ef, ef + 45d].
norm 5   each X:  may dredge in Reserve if flood notwithstanding 3.1.
norm 6   each X:  shall keep tugs <= 25 during [ef, end].
norm 7   Lowland: shall remove each wreck in Reserve within [sighted(wreck), sighted(wreck) + 30d].
norm 8   Upland:  shall open sluice after act 9.
norm 9   Lowland: shall close lock.
norm 10  each X:  shall pay compensation to other(X) on breach of 3.1 within [breach, breach + 60d].
norm 11  Lowland: shall ensure "raising of the toll".
norm 12  Upland & Lowland jointly: shall survey Reserve.
norm 13  each X:  shall not anchor in {place: adjoining {territory: of other(X)}} unless leave(X) subject to 5.
norm 14  each X:  shall endeavour "to reduce the toll".
assume sub("river barge", "vessel").
norm 15  each X:  shall report if casualties > 20 and alert >= guarded.
"#;

#[test]
fn the_sketch_is_read() {
    let file = file(SKETCH);
    assert_eq!(file.norms.len(), 13);
}
