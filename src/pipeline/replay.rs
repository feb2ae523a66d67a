//! A saved run done again without the solver: the same texts are read, and each certificate is checked on them.

use std::path::{Path, PathBuf};

use super::{CheckOptions, InputError, Loaded, cited, describe, drafts, groups, load, theory};
use crate::calendar::Date;
use crate::certify::{Lookup, Role, Run, Saved, SavedFinding, TextRead, again};
use crate::facts::FactBase;
use crate::fault::bytes_of;
use crate::model::theory::Theory;
use crate::source::sha256;

/// What became of a saved run.
#[derive(Clone, Debug, Default)]
pub struct Replayed {
    /// The findings in the order of the file: the id, what was found, and how many acts and days were tried, or what is
    /// not as the file says.
    pub findings: Vec<(String, String, Result<u64, String>)>,
    /// What is not as the file says of the run as a whole.
    pub whole: Vec<String>,
    /// The program that saved the run, if it is another one than this.
    pub other_program: Option<String>,
}

impl Replayed {
    /// Whether everything is as the file says.
    pub fn holds(&self) -> bool {
        self.whole.is_empty() && self.findings.iter().all(|(_, _, how)| how.is_ok())
    }
}

/// This program by name and version.
fn program() -> String {
    concat!("servanda ", env!("CARGO_PKG_VERSION")).to_owned()
}

/// What a run has read.
pub(super) fn run(loaded: &[Loaded], options: &CheckOptions) -> Run {
    let read =
        |path: &str, role: Role, digest: &str| TextRead { path: path.to_owned(), role, sha256: digest.to_owned() };
    let treaties = loaded.iter().flat_map(|one| {
        let role = if one.against { Role::Against } else { Role::Treaty };
        let beside = one.sidecar.iter().map(|it| read(&it.source.name, Role::Corrections, &it.source.digest));
        std::iter::once(read(&one.source.name, role, &one.source.digest)).chain(beside)
    });
    let facts = options.facts.files().iter().map(|(path, digest)| read(path, Role::Facts, digest));
    Run { program: program(), as_of: options.as_of.map(|day| day.to_string()), texts: treaties.chain(facts).collect() }
}

/// The treaties of a saved run, read again and brought into the form of the logic.
#[derive(Debug)]
pub struct Examined {
    loaded: Vec<Loaded>,
    facts: FactBase,
    /// Each treaty with those that it is held against, and what they come to.
    groups: Vec<(Vec<Loaded>, Theory)>,
}

/// Reads again what a run has read, which must be the same to the byte.
///
/// # Errors
/// Whatever is different, each with the way to mend it.
pub fn read_again(run: &Run) -> Result<Examined, Vec<InputError>> {
    let (loaded, facts) = texts(run)?;
    let brought = |group: Vec<Loaded>| {
        let theory = theory(&drafts(&group, &facts), &cited(&group), &facts);
        (group, theory)
    };
    let groups = groups(&loaded).into_iter().map(brought).collect();
    Ok(Examined { loaded, facts, groups })
}

/// Checks every finding of a saved run again, with the evaluator alone.
pub fn replay(saved: &Saved, examined: &Examined) -> Replayed {
    let mut replayed = Replayed::default();
    if !saved.sealed && saved.findings.iter().all(|finding| finding.sealed) {
        replayed.whole.push(
            "the file was changed after it was saved: findings were added, left out or put in another order, or what is \
             said of the run was changed"
                .to_owned(),
        );
    }
    replayed.other_program = Some(saved.run.program.clone()).filter(|other| *other != program());
    let documents: Vec<_> = examined.loaded.iter().map(describe).collect();
    if documents != saved.documents {
        replayed.whole.push("the documents are not what the file says of them".to_owned());
    }
    let judged = saved.findings.iter().map(|finding| (finding.id.clone(), told(finding), judge(finding, examined)));
    replayed.findings = judged.collect();
    replayed
}

fn judge(finding: &SavedFinding, examined: &Examined) -> Result<u64, String> {
    let own = |one: &Loaded, name: &str| {
        one.source.name == name || one.sidecar.as_ref().is_some_and(|sidecar| sidecar.source.name == name)
    };
    let here = |group: &[Loaded]| finding.clauses.iter().any(|clause| own(&group[0], &clause.document));
    let group = examined.groups.iter().find(|(group, _)| here(group));
    let (group, theory) = group.ok_or("what it quotes is in none of the treaties that were examined")?;
    let documents: Vec<_> = group.iter().map(|one| (&one.document, one.readings.as_slice())).collect();
    let lookup = Lookup { theory, sources: &cited(group), facts: &examined.facts, documents: &documents };
    let count = again(finding, &lookup)?;
    if finding.sealed { Ok(count) } else { Err("its words were changed after it was saved".to_owned()) }
}

fn told(finding: &SavedFinding) -> String {
    let labels: Vec<&str> = finding.clauses.iter().map(|clause| clause.label.as_str()).collect();
    format!("{} on {}", finding.check, labels.join(", "))
}

fn texts(run: &Run) -> Result<(Vec<Loaded>, FactBase), Vec<InputError>> {
    let wrong: Vec<InputError> = run.texts.iter().filter_map(changed).collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let as_of = run.as_of.as_ref().map(|day| day.parse::<Date>()).transpose();
    let as_of = as_of.map_err(|why| vec![not_saved_so(&format!("the day of its facts is none ({why})"))])?;
    let mut facts = FactBase::builtin(as_of);
    let paths = |roles: &[Role]| -> Vec<(PathBuf, Role)> {
        let of = |text: &&TextRead| roles.contains(&text.role);
        run.texts.iter().filter(of).map(|text| (PathBuf::from(&text.path), text.role)).collect()
    };
    let treaties = paths(&[Role::Treaty, Role::Against]);
    let beside: Vec<PathBuf> = treaties.iter().map(|(path, _)| path.with_extension("facts.toml")).collect();
    // What stands beside a treaty is read with it.
    for (path, _) in paths(&[Role::Facts]).iter().filter(|(path, _)| !beside.contains(path)) {
        facts.add_file(path)?;
    }
    let mut loaded = Vec::new();
    for (path, role) in &treaties {
        let more = load(std::slice::from_ref(path), &mut facts)?;
        loaded.extend(more.into_iter().map(|one| Loaded { against: *role == Role::Against, ..one }));
    }
    let options = CheckOptions { facts, as_of, ..CheckOptions::default() };
    match added(run, &self::run(&loaded, &options)) {
        wrong if wrong.is_empty() => Ok((loaded, options.facts)),
        wrong => Err(wrong),
    }
}

/// Why a text is not the one that was read.
fn changed(text: &TextRead) -> Option<InputError> {
    let bytes = match bytes_of(Path::new(&text.path)) {
        Ok(bytes) => bytes,
        Err(mut fault) => {
            fault.mend =
                format!("{}; paths are those of the saved run: say with `--in FOLDER` where it ran", fault.mend);
            return Some(fault);
        }
    };
    (sha256(&bytes) != text.sha256).then(|| {
        InputError::new(
            format!("`{}` is not the text that was examined: it was changed since", text.path),
            "check the text as it is now (`servanda check`), or put the examined one back",
        )
    })
}

/// Texts that are read now, or as something else, and were not then; and the other way about.
fn added(then: &Run, now: &Run) -> Vec<InputError> {
    let not_in = |run: &Run, text: &&TextRead| !run.texts.contains(text);
    let new = now.texts.iter().filter(|text| not_in(then, text)).map(|text| {
        InputError::new(
            format!("`{}` stands beside the treaty now, and was not read when the findings were saved", text.path),
            "put it elsewhere, or check the treaty again",
        )
    });
    let gone = then.texts.iter().filter(|text| not_in(now, text));
    new.chain(gone.map(|text| not_saved_so(&format!("`{}` is not read by such a run", text.path)))).collect()
}

fn not_saved_so(why: &str) -> InputError {
    InputError::new(
        format!("this is not how a run is saved: {why}"),
        "give what `servanda check --format json` printed, unchanged",
    )
}
