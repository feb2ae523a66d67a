//! Which files are treaties: the paths of the command line, folders looked through.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::output;
use crate::calendar::Date;
use crate::document;
use crate::facts::FactBase;
use crate::import;
use crate::pipeline::{self, InputError, Loaded};

/// The endings of the files in a folder that may be treaties, beside `.docx` in any letters.
const ENDINGS: [&str; 3] = ["txt", "md", "norms"];

/// What a command was given to work on.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The treaties that could be read.
    pub loaded: Vec<Loaded>,
    /// Files of the folders that do not look like treaties.
    pub skipped: Vec<PathBuf>,
    /// What is wrong with the others.
    pub errors: Vec<InputError>,
    /// The facts of the base, of the files named, and of those beside the treaties.
    pub facts: FactBase,
}

/// Loads everything that a command line names; one bad file does not keep the others from being read.
pub fn load(paths: &[PathBuf], against: &[PathBuf], facts: &[PathBuf], as_of: Option<Date>) -> Inputs {
    let mut inputs = Inputs { facts: FactBase::builtin(as_of), ..Inputs::default() };
    for file in facts {
        inputs.errors.extend(inputs.facts.add_file(file).err().into_iter().flatten());
    }
    let mut files = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, held_against) in paths.iter().map(|p| (p, false)).chain(against.iter().map(|p| (p, true))) {
        for file in find(path, &mut inputs) {
            if seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
                files.push((file, held_against));
            }
        }
    }
    drop_sidecars(&mut files, &mut inputs.errors);
    let progress = output::Progress::new(files.len());
    for (file, against) in files {
        progress.step(&file.file_name().unwrap_or_default().to_string_lossy());
        match pipeline::load(std::slice::from_ref(&file), &mut inputs.facts) {
            Ok(more) => inputs.loaded.extend(more.into_iter().map(|one| Loaded { against, ..one })),
            Err(more) => inputs.errors.extend(more),
        }
        progress.done();
    }
    inputs
}

/// The treaties that a path stands for: itself, or those of a folder.
fn find(path: &Path, inputs: &mut Inputs) -> Vec<PathBuf> {
    if !path.is_dir() {
        return match other_use(path) {
            Some(error) => {
                inputs.errors.push(error);
                Vec::new()
            }
            None => vec![path.to_owned()],
        };
    }
    let mut files = Vec::new();
    walk(path, &mut files);
    let (mut found, mut unreadable) = (Vec::new(), false);
    for file in files {
        match is_draft(&file) {
            Ok(true) => found.push(file),
            Ok(false) if stands_beside(&file) => {}
            Ok(false) => inputs.skipped.push(file),
            Err(fault) => {
                unreadable = true;
                inputs.errors.push(fault);
            }
        }
    }
    if found.is_empty() && !unreadable {
        inputs.errors.push(InputError::new(
            format!("there is no draft in the folder `{}`", path.display()),
            "put a treaty into it as .txt, .md, .docx or .norms, with a heading such as `Article 1`, or name the file itself",
        ));
    }
    found
}

/// Files that are no treaty whatever they hold, with what they are for.
fn other_use(path: &Path) -> Option<InputError> {
    path.extension().filter(|end| *end == "toml")?;
    Some(InputError::new(
        format!("`{}` is no treaty: files that end in .toml hold facts or questions", path.display()),
        "give the treaty, and name facts with `--facts FILE`",
    ))
}

/// All files below a folder, sorted; hidden ones left out, and those that Word keeps beside a file that is open in it.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    for entry in entries {
        let hidden = entry.file_name().is_none_or(|name| {
            let name = name.to_string_lossy();
            name.starts_with('.') || name.starts_with("~$")
        });
        match (hidden, entry.is_dir()) {
            (true, _) => {}
            (false, true) if entry.is_symlink() => {}
            (false, true) => walk(&entry, files),
            (false, false) => files.push(entry),
        }
    }
}

/// True for a file of a folder that looks like an instrument. A Word file that cannot be read may be one: that is a fault.
fn is_draft(file: &Path) -> Result<bool, InputError> {
    let end = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let in_word = end.eq_ignore_ascii_case("docx");
    if !(in_word || ENDINGS.contains(&end)) || stands_beside(file) {
        return Ok(false);
    }
    let source = match import::read(file) {
        Ok(source) => source,
        Err(fault) if in_word && begins_packed(file) => return Err(fault),
        Err(_) => return Ok(false),
    };
    Ok(match end {
        "norms" => source.text.lines().any(is_norm),
        _ => document::looks_like_instrument(&document::read(source)),
    })
}

/// True for a file that begins as a Word file does, whatever comes then.
fn begins_packed(file: &Path) -> bool {
    let mut start = [0; 8];
    std::fs::File::open(file).and_then(|mut it| it.read_exact(&mut start)).is_ok() && import::is_packed(&start)
}

/// True for what belongs to a treaty beside it: corrected readings, facts, questions.
fn stands_beside(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(stem) = [".norms", ".facts.toml", ".expect.toml"].iter().find_map(|end| name.strip_suffix(end)) else {
        return false;
    };
    treaty_beside(file, stem).is_some()
}

fn treaty_beside(file: &Path, stem: &str) -> Option<PathBuf> {
    ["txt", "md", "docx"].iter().map(|end| file.with_file_name(format!("{stem}.{end}"))).find(|path| path.is_file())
}

/// A line of the notation that states a norm.
fn is_norm(line: &str) -> bool {
    line.trim_start().strip_prefix("norm").is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Takes out `.norms` files that correct the readings of a treaty beside them: they are no input of their own.
fn drop_sidecars(files: &mut Vec<(PathBuf, bool)>, errors: &mut Vec<InputError>) {
    let treaties: BTreeSet<PathBuf> = files.iter().map(|(file, _)| file.clone()).collect();
    files.retain(|(file, _)| {
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let in_notation = file.extension().is_some_and(|end| end == "norms");
        let Some(treaty) = in_notation.then(|| treaty_beside(file, &stem)).flatten() else {
            return true;
        };
        if !treaties.contains(&treaty) {
            errors.push(InputError::new(
                format!(
                    "`{}` corrects the readings of `{}` and is no treaty of its own",
                    file.display(),
                    treaty.display()
                ),
                format!("give `{}`, which is read together with it", treaty.display()),
            ));
        }
        false
    });
}

/// Tells the faults of the input, if any.
pub fn complain(inputs: &Inputs) -> super::Status {
    output::complain_of(&inputs.errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_searched_for_drafts_and_the_rest_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("a.txt", "Article 1\n\nEach Party shall pay.\n");
        write("a.norms", "norm 1 each X: shall pay.\n");
        write("a.facts.toml", "");
        write("notes.txt", "Shopping\n\nRemember the milk.\n");
        write("b.norms", "norm 1 each X: shall pay.\n");
        write("empty.md", "");
        let mut inputs = Inputs::default();
        let found = find(folder.path(), &mut inputs);
        let names = |files: &[PathBuf]| -> Vec<String> {
            files.iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(names(&found), ["a.txt", "b.norms"]);
        assert_eq!(names(&inputs.skipped), ["empty.md", "notes.txt"]);
        assert!(inputs.errors.is_empty());
    }
}
