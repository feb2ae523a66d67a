//! The project's tests of itself: what `ARCHITECTURE.md` and `CONTRIBUTING.md` promise, kept by a tool and not by memory.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The stages from left to right; those on one line do not know each other. A stage imports nothing to its right.
const STAGES: &[&[&str]] = &[
    &["source"],
    &["nearest"],
    &["calendar"],
    &["fault"],
    &["import"],
    &["lexicon"],
    &["document"],
    &["clauses"],
    &["norms", "facts"],
    &["model"],
    &["evaluate", "query"],
    &["solve"],
    &["checks"],
    &["certify"],
    &["pipeline"],
    &["table"],
    &["render"],
    &["commands"],
];

/// What no stage may know although it stands to its left: (who, whom, why).
const STRANGERS: &[(&str, &str, &str)] = &[
    ("checks", "solve", "checks ask through the trait of `query::solver`, whoever answers"),
    ("certify", "solve", "a certificate is replayed with no solver"),
    ("certify", "query", "a certificate is replayed by the evaluator alone"),
    ("checks", "evaluate", "what checks claim is judged by another"),
    ("solve", "evaluate", "the two say what a norm means each by itself"),
    ("facts", "lexicon", "facts are told in canonical names, and no English is read there"),
    ("facts", "document", "facts know no treaty"),
    ("facts", "clauses", "facts know no treaty"),
    ("render", "query", "render looks nothing up and judges nothing"),
    ("render", "solve", "render looks nothing up and judges nothing"),
    ("render", "evaluate", "render looks nothing up and judges nothing"),
];

/// The most lines of a file in `src`.
const MOST_LINES: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the project.
struct File {
    /// From the top of the project, with slashes.
    path: String,
    text: String,
}

/// The text files below a folder, sorted. What git ignores is left out.
fn files(under: &str) -> Vec<File> {
    let mut found = Vec::new();
    walk(&root().join(under), &mut found);
    found.sort();
    let one = |path: PathBuf| {
        let name = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        std::fs::read_to_string(&path).ok().map(|text| File { path: name, text })
    };
    found.into_iter().filter_map(one).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ignored = matches!(name.as_str(), "target" | ".z3" | ".git") || name.ends_with(".snap.new");
        match entry.path() {
            _ if ignored => {}
            path if path.is_dir() => walk(&path, found),
            path => found.push(path),
        }
    }
}

fn rust(under: &str) -> Vec<File> {
    files(under).into_iter().filter(|file| file.path.ends_with(".rs")).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|problem| panic!("{path}: {problem}"))
}

/// The lines of code with their numbers, comments cut off.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line.find("//").map_or(line, |at| &line[..at])))
}

/// Fails with all complaints at once.
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The stage that a file of `src` belongs to.
fn stage(path: &str) -> &str {
    let inner = path.strip_prefix("src/").unwrap_or(path);
    inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs")
}

fn place(stage: &str) -> Option<usize> {
    STAGES.iter().position(|row| row.contains(&stage))
}

/// The stages that a line of code names: `crate::STAGE`.
fn named(line: &str) -> Vec<&str> {
    line.split("crate::")
        .skip(1)
        .map(|rest| &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())])
        .collect()
}

#[test]
fn a_stage_imports_nothing_to_its_right() {
    let mut complaints = Vec::new();
    for file in rust("src").iter().filter(|file| !matches!(file.path.as_str(), "src/lib.rs" | "src/main.rs")) {
        let own = stage(&file.path);
        let Some(mine) = place(own) else {
            complaints.push(format!("{}: `{own}` has no place among the stages of tests/house.rs", file.path));
            continue;
        };
        for (number, line) in code(&file.text) {
            if line.contains("crate::{") {
                complaints.push(format!("{}:{number}: one `use crate::STAGE` for each stage, please", file.path));
            }
            for other in named(line).into_iter().filter(|other| *other != own) {
                match place(other) {
                    Some(theirs) if theirs < mine => {}
                    Some(_) => complaints.push(format!("{}:{number}: `{own}` may not know `{other}`", file.path)),
                    // A function or macro of the crate's root would be one more way around.
                    None if other.is_empty() => {}
                    None => complaints.push(format!("{}:{number}: `{other}` is no stage", file.path)),
                }
                for (_, _, why) in STRANGERS.iter().filter(|(who, whom, _)| *who == own && *whom == other) {
                    complaints.push(format!("{}:{number}: `{own}` may not know `{other}`: {why}", file.path));
                }
            }
        }
    }
    none(&complaints);
}

#[test]
fn every_stage_is_there_and_in_the_picture() {
    let lib = read("src/lib.rs");
    let picture = read("ARCHITECTURE.md");
    let mut complaints = Vec::new();
    for stage in STAGES.iter().copied().flatten() {
        if !lib.contains(&format!("pub mod {stage};")) {
            complaints.push(format!("`{stage}` is no module of src/lib.rs"));
        }
        if !picture.contains(&format!("`{stage}")) {
            complaints.push(format!("`{stage}` is not in ARCHITECTURE.md"));
        }
    }
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    complaints.extend(modules.filter(|name| place(name).is_none()).map(|name| format!("`{name}` has no place")));
    none(&complaints);
}

#[test]
fn the_solver_is_named_in_solve_alone() {
    let mut complaints = Vec::new();
    for file in rust("src").iter().filter(|file| !file.path.starts_with("src/solve/")) {
        for (number, _) in code(&file.text).filter(|(_, line)| line.to_lowercase().contains("z3")) {
            complaints.push(format!("{}:{number} names Z3", file.path));
        }
    }
    none(&complaints);
}

#[test]
fn json_is_written_in_render_alone() {
    let mut complaints = Vec::new();
    for file in rust("src").iter().filter(|file| stage(&file.path) != "render") {
        for (number, _) in code(&file.text).filter(|(_, line)| line.contains("serde_json")) {
            complaints.push(format!("{}:{number} writes JSON", file.path));
        }
    }
    none(&complaints);
}

#[test]
fn every_check_has_its_page_and_its_file() {
    let mut complaints = Vec::new();
    let names: BTreeSet<&str> = servanda::checks::CHECKS.iter().map(|check| check.name).collect();
    assert_eq!(names.len(), servanda::checks::CHECKS.len(), "two checks have one name");
    for name in &names {
        if name.chars().any(|c| !c.is_ascii_lowercase() && c != '-') {
            complaints.push(format!("`{name}` is not in kebab-case"));
        }
        let (page, file) = (format!("specs/checks/{name}.md"), format!("src/checks/{}.rs", name.replace('-', "_")));
        let text = std::fs::read_to_string(root().join(&page)).unwrap_or_default();
        if !text.starts_with(&format!("# {name}\n")) {
            complaints.push(format!("{page} is not there, or does not open with `# {name}`"));
        }
        for heading in ["The rule", "Formally", "Example", "What to do about it", "What it does not see"] {
            if !text.contains(&format!("\n## {heading}\n")) {
                complaints.push(format!("{page} has no part `{heading}`"));
            }
        }
        let code = std::fs::read_to_string(root().join(&file)).unwrap_or_default();
        if !code.starts_with(&format!("#![doc = include_str!(\"../../{page}\")]")) {
            complaints.push(format!("{file} is not there, or does not open with its page"));
        }
    }
    for page in files("specs/checks") {
        let name = page.path.trim_start_matches("specs/checks/").trim_end_matches(".md").to_owned();
        if !names.contains(name.as_str()) {
            complaints.push(format!("{} is about no check", page.path));
        }
    }
    none(&complaints);
}

#[test]
fn every_construction_of_the_grammar_has_its_file() {
    let pages = files("grammar").into_iter().map(|page| page.path);
    let constructions = pages.filter_map(|path| path.strip_prefix("grammar/")?.strip_suffix(".md").map(str::to_owned));
    // The notation of norms has a reader of its own.
    let missing: Vec<String> = constructions
        .filter(|name| !matches!(name.as_str(), "README" | "norms"))
        .map(|name| format!("src/clauses/{}.rs", name.replace('-', "_")))
        .filter(|file| !root().join(file).is_file())
        .map(|file| format!("{file} is not there, and grammar/ has a page for it"))
        .collect();
    none(&missing);
}

#[test]
fn files_are_of_a_size_that_can_be_read() {
    let mut complaints = Vec::new();
    for file in rust("src") {
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            complaints.push(format!("{} has {lines} lines, and {MOST_LINES} are the most", file.path));
        }
    }
    none(&complaints);
}

#[test]
fn nothing_is_left_for_later_and_no_warning_is_silenced_without_a_reason() {
    let mut complaints = Vec::new();
    for file in rust("src").into_iter().chain(rust("tests")).chain(rust("benches")) {
        for (number, line) in code(&file.text) {
            // The words are put together here, so that this file may be searched too.
            for word in [concat!("to", "do!("), concat!("unimplem", "ented!(")] {
                if line.contains(word) {
                    complaints.push(format!("{}:{number}: {word}", file.path));
                }
            }
        }
        for (at, _) in
            file.text.match_indices(concat!("#[", "allow(")).chain(file.text.match_indices(concat!("#![", "allow(")))
        {
            let attribute = &file.text[at..at + file.text[at..].find(")]").unwrap_or(0)];
            if !attribute.contains("reason = ") {
                let number = file.text[..at].lines().count() + 1;
                complaints.push(format!("{}:{number}: a warning is silenced without a reason", file.path));
            }
        }
    }
    none(&complaints);
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = rust("src").into_iter().chain(rust("tests")).chain(rust("benches"));
    let silent = silent.filter(|file| !file.text.starts_with("//!") && !file.text.starts_with("#![doc"));
    let silent = silent.filter(|file| !file.path.ends_with("/tests.rs"));
    none(&silent.map(|file| format!("{} does not open with what it is for", file.path)).collect::<Vec<_>>());
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("pythonho", "sted.org"),
        concat!("static.cra", "tes.io"),
    ];
    let mut complaints = Vec::new();
    for file in files("") {
        for (index, line) in file.text.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                complaints.push(format!("{}:{}: {word}", file.path, index + 1));
            }
        }
    }
    const INDEX: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let elsewhere = read("Cargo.lock").lines().filter(|line| line.starts_with("source") && *line != INDEX).count();
    if elsewhere > 0 {
        complaints.push("Cargo.lock: some crates come from another registry than the usual one".to_owned());
    }
    none(&complaints);
}

/// A command shown in a page, and what is shown below it.
struct Shown {
    command: String,
    output: String,
}

/// The blocks of a page that open with "```console": commands behind `$ `, each with its output.
fn consoles(page: &str) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match (inside, line) {
            (_, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, line) => match (line.strip_prefix("$ "), out.last_mut()) {
                (Some(command), _) => out.push(Shown { command: command.to_owned(), output: String::new() }),
                (None, Some(last)) => last.output.push_str(&format!("{line}\n")),
                (None, None) => panic!("output without a command: {line}"),
            },
            _ => {}
        }
    }
    out
}

/// Runs `servanda …`, and `| head -n N` or `| tail -n N` behind it.
fn run(command: &str) -> String {
    let mut parts = command.split(" | ");
    let words: Vec<&str> = parts.next().unwrap_or_default().split_whitespace().collect();
    let (name, arguments) = words.split_first().expect("a command");
    assert_eq!(*name, "servanda", "{command}");
    let output = Command::new(env!("CARGO_BIN_EXE_servanda")).args(arguments).current_dir(root()).output();
    let output = output.expect("it starts");
    let mut text = String::from_utf8(output.stdout).expect("it is text");
    text.push_str(&String::from_utf8(output.stderr).expect("it is text"));
    for filter in parts {
        let lines: Vec<&str> = text.lines().collect();
        let words: Vec<&str> = filter.split_whitespace().collect();
        let kept = match words.as_slice() {
            ["head", "-n", n] => &lines[..n.parse::<usize>().expect("a number").min(lines.len())],
            ["tail", "-n", n] => &lines[lines.len().saturating_sub(n.parse().expect("a number"))..],
            _ => panic!("`{filter}` is not known here"),
        };
        text = kept.iter().map(|line| format!("{line}\n")).collect();
    }
    text
}

fn squeezed(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// What the README shows is what happens. `SERVANDA_UPDATE=1 cargo test --test house` writes it anew.
#[test]
fn the_commands_of_the_readme_print_what_is_shown() {
    let page = read("README.md");
    let shown = consoles(&page);
    assert!(!shown.is_empty(), "README.md shows no command");
    let mut new = page.clone();
    for one in &shown {
        let before = format!("$ {}\n{}```", one.command, one.output);
        let after = format!("$ {}\n{}\n```", one.command, squeezed(&run(&one.command)));
        if squeezed(&one.output) != squeezed(&run(&one.command)) {
            new = new.replace(&before, &after);
        }
    }
    if new != page && std::env::var_os("SERVANDA_UPDATE").is_some() {
        std::fs::write(root().join("README.md"), &new).expect("it is written");
    } else {
        for one in &shown {
            let hint = "to write the README anew: SERVANDA_UPDATE=1 cargo test --test house";
            assert_eq!(squeezed(&one.output), squeezed(&run(&one.command)), "{}\n{hint}", one.command);
        }
    }
}

/// Every `servanda COMMAND --option` and every `make TARGET` that a page shows is there.
#[test]
fn commands_that_pages_show_exist() {
    let makefile = read("Makefile");
    let mut complaints = Vec::new();
    for path in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "examples/README.md", "specs/README.md"] {
        let page = read(path);
        for command in commands(&page) {
            let words: Vec<&str> = command.split_whitespace().collect();
            let found = match words.as_slice() {
                ["make", target, ..] => makefile.contains(&format!("\n{target}:")),
                ["servanda"] => true,
                ["servanda", rest @ ..] => known(rest),
                _ => true,
            };
            if !found {
                complaints.push(format!("{path}: `{command}` does not exist"));
            }
        }
    }
    none(&complaints);
}

/// Whatever looks like a command in a page: in backquotes, or on a line of a block.
fn commands(page: &str) -> Vec<String> {
    let spans = page.split('`').skip(1).step_by(2).filter(|span| !span.contains('\n'));
    let lines = page.lines().map(|line| line.trim().trim_start_matches("$ "));
    let all = spans.chain(lines).map(|text| text.split(['|', '#']).next().unwrap_or_default().trim());
    all.filter(|text| text.starts_with("make ") || text.starts_with("servanda ")).map(str::to_owned).collect()
}

/// Whether `servanda` has such a command with such options.
fn known(words: &[&str]) -> bool {
    let first = words[0];
    let help = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_servanda")).args(arguments).output().expect("it starts");
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    if first.starts_with('-') {
        return help(&["--help"]).1.contains(first);
    }
    let (there, text) = help(&[first, "--help"]);
    let options = words[1..].iter().filter(|word| word.starts_with("--"));
    // A sentence that begins with the name of the program is no command.
    let prose = !first.chars().all(|c| c.is_ascii_lowercase());
    prose || there && options.into_iter().all(|option| text.contains(option.split(['=', ']']).next().unwrap_or(option)))
}
