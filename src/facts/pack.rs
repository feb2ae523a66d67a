//! Part of `build.rs`: packs the built-in facts for `packed.rs`.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Packs the TOML files of a folder, or says in one line what is wrong with them.
pub fn facts(folder: &Path) {
    println!("cargo::rerun-if-changed=src/facts/pack.rs");
    println!("cargo::rerun-if-changed={}", folder.display());
    if let Err(problem) = pack(folder) {
        println!("cargo::error={}: {problem}", folder.display());
    }
}

/// Writes the TOML files of a folder as lines between tabs, which cost little to read at every start: a source
/// behind a tab; or id, relation, number of the source, from, until, "disputed", note, arguments.
fn pack(folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, io::Error>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    let mut lines = String::new();
    let mut sources: Vec<String> = Vec::new();
    for file in files {
        let table: toml::Table = fs::read_to_string(&file)?.parse()?;
        for fact in table.get("fact").and_then(toml::Value::as_array).into_iter().flatten() {
            let text = |key: &str| fact.get(key).map_or_else(String::new, plain);
            let key = text("source");
            let source = table.get("sources").and_then(|all| all.get(&key)).map_or(key, plain);
            let number = sources.iter().position(|known| *known == source).unwrap_or_else(|| {
                let _infallible = writeln!(lines, "\t{source}");
                sources.push(source);
                sources.len() - 1
            });
            let disputed = if text("disputed") == "true" { "disputed" } else { "" };
            let args = fact.get("args").and_then(toml::Value::as_array).into_iter().flatten().map(plain);
            let fields = [
                text("id"),
                text("relation"),
                number.to_string(),
                text("from"),
                text("until"),
                disputed.to_owned(),
                text("note"),
            ];
            writeln!(lines, "{}", fields.into_iter().chain(args).collect::<Vec<_>>().join("\t"))?;
        }
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("facts.tsv"), lines)?;
    Ok(())
}

/// The words of a value, without quotation marks, tabs and line ends.
fn plain(value: &toml::Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
