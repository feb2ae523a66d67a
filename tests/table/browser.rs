//! The page in a headless Chromium: what is shown follows from the fragment of the address.
//!
//! Where no Chromium is installed these tests say so and end well; `.ci/run` installs one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{HOSTILE, on_examples, servanda};

/// Longer than this no page takes.
const PATIENCE: Duration = Duration::from_secs(120);

fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .find_map(|folder| names.map(|name| folder.join(name)).into_iter().find(|it| it.is_file()));
    if found.is_none() {
        eprintln!("skipped: no Chromium was found in PATH (apt-get install --no-install-recommends chromium)");
    }
    found
}

/// A page after its script has run.
struct Seen {
    dom: String,
}

/// Opens a page at a fragment and takes down what it has become.
fn open(chromium: &Path, page: &str, fragment: &str) -> Seen {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, dom) = (folder.path().join("page.html"), folder.path().join("dom.html"));
    std::fs::write(&file, page).expect("a file");
    let out = std::fs::File::create(&dom).expect("a file");
    let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
    let url = format!("file://{}{fragment}", file.display());
    let mut child = Command::new(chromium)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom", "--virtual-time-budget=5000"])
        .args([&profile, &url])
        .stdout(out)
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let begun = Instant::now();
    while child.try_wait().expect("it can be asked").is_none() {
        if begun.elapsed() > PATIENCE {
            let _it_may_have_ended = child.kill();
            panic!("Chromium did not end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let dom = std::fs::read_to_string(&dom).expect("it is text");
    assert!(dom.contains("</html>"), "Chromium printed no page:\n{dom}");
    Seen { dom }
}

impl Seen {
    /// The start tags of the parts of tables that are of a class, each with what follows it.
    fn of_class(&self, class: &str) -> Vec<(&str, &str)> {
        let begins = format!("class=\"{class}");
        let parts = self.dom.split("<tbody ").skip(1).filter_map(|rest| rest.split_once('>'));
        parts.filter(|(tag, _)| tag.contains(&begins)).collect()
    }

    /// The labels of the rows that are shown.
    fn labels(&self) -> Vec<&str> {
        let shown = self.of_class("norm ").into_iter().filter(|(tag, _)| !tag.contains("hidden"));
        let label = |inner: &'_ str| -> Option<usize> { Some(inner.find("class=\"label\">")? + 14) };
        shown.filter_map(|(_, inner)| inner[label(inner)?..].split('<').next()).map(str::trim).collect()
    }

    /// The headings that are shown.
    fn headings(&self) -> Vec<&str> {
        let shown = self.of_class("group").into_iter().filter(|(tag, _)| !tag.contains("hidden"));
        shown
            .filter_map(|(_, inner)| inner.split("colspan=").nth(1)?.split('>').nth(1)?.split('<').next())
            .map(str::trim)
            .collect()
    }

    /// What is said of the number of rows.
    fn count(&self) -> &str {
        self.dom.split("<output").nth(1).and_then(|rest| rest.split(['>', '<']).nth(1)).unwrap_or_default()
    }

    /// True if the start tag that holds these words hides its element.
    fn hides(&self, words: &str) -> bool {
        let tag = self.dom.split('<').find(|tag| tag.contains(words)).unwrap_or_else(|| panic!("no {words}"));
        tag.split('>').next().is_some_and(|tag| tag.contains(" hidden"))
    }
}

fn guarantees(by: &str) -> String {
    on_examples(&["table", "security-guarantees.txt", "--format", "html", "--by", by])
}

fn hostile() -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), HOSTILE).expect("a file");
    servanda(folder.path(), &["table", "a.txt", "--format", "html"])
}

#[test]
fn without_a_question_all_rows_are_shown_and_the_filters_appear() {
    let Some(chromium) = chromium() else { return };
    let page = guarantees("place");
    assert!(
        page.contains("<form id=\"filters\" role=\"search\" hidden>"),
        "without a script there is nothing to fill in"
    );
    for fragment in ["", "#t1-3", "#nonsense=1&is=&who=Nobody+at+all"] {
        let seen = open(&chromium, &page, fragment);
        assert_eq!((seen.labels().len(), seen.count()), (32, "32 rows"), "{fragment}");
        assert!(!seen.hides("id=\"filters\"") && seen.hides("id=\"none\""));
    }
}

#[test]
fn a_search_shows_the_rows_that_have_all_the_words() {
    let Some(chromium) = chromium() else { return };
    let page = guarantees("place");
    let labels = |fragment: &str| -> Vec<String> {
        open(&chromium, &page, fragment).labels().into_iter().map(str::to_owned).collect()
    };
    assert_eq!(labels("#q=territorial+waters"), ["Article 5(1)", "Article 5(2)"]);
    assert_eq!(labels("#q=WATERS+consent"), ["Article 5(1)"]);
    assert_eq!(labels("#q=%22waters+consent%22"), Vec::<String>::new());
    assert_eq!(labels("#q=Article+17"), ["Article 17(2)"]);
    // Neither accents nor curly quotation marks stand in the way.
    let seen = open(&chromium, &hostile(), "#q=cote+sound");
    assert_eq!((seen.labels(), seen.count()), (vec!["Article 1(1)"], "1 of 5 rows"));
}

#[test]
fn rows_are_chosen_by_bearer_by_what_they_are_and_by_how_far_they_were_read() {
    let Some(chromium) = chromium() else { return };
    let page = hostile();
    let labels = |fragment: &str| -> Vec<String> {
        open(&chromium, &page, fragment).labels().into_iter().map(str::to_owned).collect()
    };
    assert_eq!(labels("#who=Tarnia"), ["Article 1(1)", "Article 2(2)"]);
    assert_eq!(labels("#who=joint+commission"), ["Article 2(1)"]);
    assert_eq!(labels("#is=prohibition,right"), ["Article 1(2)", "Article 2(2)"]);
    assert_eq!(labels("#read=read+in+part"), ["Article 1(3)"]);
    assert_eq!(labels("#who=Velle&is=permission&q=request"), ["Article 1(3)"]);
    let seen = open(&chromium, &page, "#read=read+in+part");
    assert_eq!(seen.headings(), ["Article 1"], "an article without a row is not shown");
    let none = open(&chromium, &page, "#who=Tarnia&is=prohibition");
    assert_eq!((none.labels().len(), none.count()), (0, "0 of 5 rows"));
    assert!(!none.hides("id=\"none\""));
}

#[test]
fn by_party_rows_are_counted_once_and_a_party_has_its_own() {
    let Some(chromium) = chromium() else { return };
    let page = guarantees("party");
    let seen = open(&chromium, &page, "");
    assert_eq!(seen.count(), "32 rows");
    assert!(seen.labels().len() > 32);
    let russia = open(&chromium, &page, "#who=Russia&is=prohibition&q=vessels");
    assert_eq!(russia.headings(), ["Russia"]);
    assert_eq!((russia.labels(), russia.count()), (vec!["Article 5(1)", "Article 13(1)"], "2 of 32 rows"));
}

#[test]
fn what_a_fragment_says_is_never_taken_for_html() {
    let Some(chromium) = chromium() else { return };
    let seen = open(&chromium, &hostile(), "#q=%3Cimg+src%3Dx+onerror%3Dalert(2)%3E&who=%22%3E%3Cb%3E&is=%3Cb%3E");
    assert!(!seen.dom.contains("<img"));
    assert_eq!(seen.count(), "1 of 5 rows");
}

/// Types, ticks and presses keys in the page, and writes down what becomes of it.
const HANDS: &str = "<script>addEventListener('load', () => {
  const q = document.getElementById('q'), out = [];
  const say = () => out.push(`${location.hash} ${document.getElementById('count').textContent}`);
  const press = (key, on = document.body) => on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  press('/');
  out.push(document.activeElement.id);
  q.value = 'buoys of';
  q.dispatchEvent(new Event('input', { bubbles: true }));
  say();
  document.querySelector('input[value=right]').click();
  say();
  press('Escape', q);
  say();
  document.getElementById('words').click();
  out.push(document.body.className);
  document.querySelector('button[type=reset]').click();
  setTimeout(() => {
    say();
    location.hash = '#is=duty';
    setTimeout(() => { say(); document.title = 'done'; document.body.append(Object.assign(document.createElement('pre'), { textContent: out.join('\\n') })); }, 50);
  }, 50);
});</script></body>";

#[test]
fn keys_and_clicks_change_the_rows_and_the_address() {
    let Some(chromium) = chromium() else { return };
    let page = hostile().replace("</body>", HANDS);
    let seen = open(&chromium, &page, "");
    let said = seen.dom.split("<pre>").nth(1).and_then(|rest| rest.split("</pre>").next()).unwrap_or_default();
    let said: Vec<&str> = said.lines().map(str::trim).collect();
    let told = [
        "q",
        "#q=buoys+of 2 of 5 rows",
        "#q=buoys+of&amp;is=right 1 of 5 rows",
        "#is=right 1 of 5 rows",
        "single words-off",
        "5 rows",
        "#is=duty 1 of 5 rows",
    ];
    assert_eq!(said, told);
}
