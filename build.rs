//! Finds libz3: the library that `scripts/z3.py` put into `.z3/lib`, else the system's.

use std::path::PathBuf;
use std::process::Command;
use std::env;

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
    let asked = Command::new("cc").arg(format!("-print-file-name={name}")).output();
    let found = asked.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).unwrap_or_default();
    // The compiler answers with a path if it knows the library, and else with the bare name.
    if found.is_empty() || found == name {
        println!("cargo::error=libz3 was not found: run `python3 scripts/z3.py`, or `apt-get install libz3-dev`");
    } else {
        println!("cargo::warning=linking the system's {found}; `python3 scripts/z3.py` fetches the pinned Z3");
    }
}

#[path = "src/facts/pack.rs"]
mod pack;
