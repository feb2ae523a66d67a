//! Finds libz3: the library that `scripts/z3.py` put into `.z3/lib`, else the system's. Whatever is missing is
//! said in one line here, before the linker would say it in a hundred.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Z3 that the tests were run on; `src/solve` looks again when the program starts.
const OLDEST: [u32; 3] = [4, 8, 12];

fn main() {
    pack::facts(std::path::Path::new("src/facts/base"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=Z3_LIBRARY_PATH_OVERRIDE");
    let target = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if target == "windows" || env::var_os("CARGO_FEATURE_VENDORED").is_some() {
        return;
    }
    let name = if target == "macos" { "libz3.dylib" } else { "libz3.so" };
    let folder = library_folder();
    println!("cargo::rerun-if-changed={}", folder.display());
    if folder.join(name).exists() {
        println!("cargo::rustc-link-search=native={}", folder.display());
        println!("cargo::rustc-link-arg=-Wl,-rpath,{}", folder.display());
    } else {
        report_system_library(name);
    }
    // A library beside the program serves too, so that the two can be carried elsewhere together.
    let beside = if target == "macos" { "@executable_path" } else { "$ORIGIN" };
    println!("cargo::rustc-link-arg=-Wl,-rpath,{beside}");
    if target == "linux" && known_to_compiler("libstdc++.so").is_none() {
        println!("cargo::error=the C++ library that Z3 needs was not found: type `apt-get install -y build-essential`");
    }
}

/// `.z3/lib` of the project, unless the environment names another folder.
fn library_folder() -> PathBuf {
    env::var_os("Z3_LIBRARY_PATH_OVERRIDE").map_or_else(
        || PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(".z3/lib"),
        PathBuf::from,
    )
}

/// Says in one line which library will be linked, or what to type to have one.
fn report_system_library(name: &str) {
    let Some(found) = known_to_compiler(name) else {
        println!("cargo::error=libz3 was not found: type `python3 scripts/z3.py`, or `apt-get install -y libz3-dev`");
        return;
    };
    match system_version() {
        Some(version) if version < OLDEST => {
            let [major, minor, patch] = version;
            println!("cargo::error=the system's Z3 {major}.{minor}.{patch} is too old: type `python3 scripts/z3.py`");
        }
        _ => println!("cargo::warning=linking the system's {found}; `python3 scripts/z3.py` fetches the pinned Z3"),
    }
}

/// Where the C compiler finds a library.
fn known_to_compiler(name: &str) -> Option<String> {
    let answer = Command::new("cc").arg(format!("-print-file-name={name}")).output().ok()?;
    let found = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    // The compiler answers with a path if it knows the library, and else with the bare name.
    (!found.is_empty() && found != name).then_some(found)
}

/// The version in the header that comes with the system's library, if it can be read.
fn system_version() -> Option<[u32; 3]> {
    let header = ["/usr/include/z3_version.h", "/usr/local/include/z3_version.h"]
        .iter()
        .find_map(|path| fs::read_to_string(Path::new(path)).ok())?;
    let number = |word: &str| -> Option<u32> {
        let line = header.lines().find(|line| line.split_whitespace().nth(1) == Some(word))?;
        line.split_whitespace().nth(2)?.parse().ok()
    };
    Some([number("Z3_MAJOR_VERSION")?, number("Z3_MINOR_VERSION")?, number("Z3_BUILD_NUMBER")?])
}

#[path = "src/facts/pack.rs"]
mod pack;
