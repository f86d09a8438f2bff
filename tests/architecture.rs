//! The rules of the house, as tests: who imports whom, what every file opens with, and what only some files may do.
//!
//! The table of allowed imports is read from `src/README.md`, so that the document and the check cannot disagree.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Files past this length hide a second story.
const LINES_MAX: usize = 900;

/// Crates that belong to JavaScript: only `web` names them.
const JAVASCRIPT: [&str; 6] =
    ["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen", "wasm_bindgen_rayon", "plotters_canvas"];

/// Calls that need a clock or a thread of their own, and so belong to a driver.
const DRIVERS_ONLY: [&str; 4] = ["Instant::now", "SystemTime::now", "thread::spawn", "thread::sleep"];

/// Where those calls may stand: the driver with the real clock, the command's own process, Python's `time`, and native sockets.
const DRIVERS: [&str; 5] =
    ["src/cluster/", "src/main.rs", "src/web/", "src/python/host/clock.rs", "src/store/socket.rs"];

#[test]
fn rooms_import_only_what_the_table_allows() {
    let allowed = allowed_imports(&read("src/README.md"));
    let rooms: BTreeSet<&str> = allowed.keys().map(String::as_str).collect();
    let mut wrong = Vec::new();
    for file in rust_files("src") {
        let Some(room) = room_of(&file) else { continue };
        let Some(may) = allowed.get(&room) else {
            wrong.push(format!("{}: the room `{room}` is missing from the table in src/README.md", file.display()));
            continue;
        };
        for (line, import) in crate_paths(&read(&file)) {
            let known = rooms.contains(import.as_str());
            if known && import != room && !may.contains(&import) {
                wrong.push(format!("{}:{line}: `{room}` may not import `{import}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_stands_in_the_table() {
    let listed: BTreeSet<String> = allowed_imports(&read("src/README.md")).into_keys().collect();
    let there: BTreeSet<String> = rust_files("src").iter().filter_map(|file| room_of(file)).collect();
    assert_eq!(listed, there, "left: the table in src/README.md; right: the folders of src");
}

#[test]
fn every_file_opens_with_its_module_doc() {
    let wrong: Vec<String> = rust_files("src")
        .into_iter()
        .filter(|file| {
            let text = read(file);
            let first = text.lines().next().unwrap_or_default();
            !first.starts_with("//! ") || first.len() < 15
        })
        .map(|file| file.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "no `//!` sentence on the first line of:\n{}", wrong.join("\n"));
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut files = rust_files("src");
    files.extend(rust_files("tests"));
    files.extend(files_with("www/src", &["ts", "css"]));
    files.extend(files_with("src/python", &["py"]));
    let wrong: Vec<String> = files
        .into_iter()
        .filter(|file| !generated(file))
        .map(|file| (read(&file).lines().count(), file))
        .filter(|(lines, _)| *lines > LINES_MAX)
        .map(|(lines, file)| format!("{}: {lines} lines", file.display()))
        .collect();
    assert!(wrong.is_empty(), "longer than {LINES_MAX} lines:\n{}", wrong.join("\n"));
}

#[test]
fn only_web_knows_javascript() {
    let wrong = mentions(&JAVASCRIPT, |file| file.starts_with("src/web"));
    assert!(wrong.is_empty(), "only src/web may name these:\n{}", wrong.join("\n"));
}

#[test]
fn only_drivers_read_the_clock_or_start_threads() {
    let wrong = mentions(&DRIVERS_ONLY, |file| DRIVERS.iter().any(|driver| file.starts_with(driver)));
    assert!(wrong.is_empty(), "take the time and the threads from the driver:\n{}", wrong.join("\n"));
}

#[test]
fn paths_are_found_in_every_way_of_writing_them() {
    let text = "use crate::graph::{Key, Task};\nuse crate::{block::DType, events};\n// crate::web is far away\nfn f() -> crate::array::Array { $crate::worker::x(\"crate::python\") }\n";
    let found: Vec<(usize, String)> = crate_paths(text);
    let expected = [(1, "graph"), (2, "block"), (2, "events"), (4, "array"), (4, "worker")];
    assert_eq!(found, expected.map(|(line, room)| (line, room.to_string())));
}

/// Every place outside the permitted files where one of `words` stands in code, as `file:line: word`.
fn mentions(words: &[&str], permitted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in rust_files("src") {
        if permitted(&file.to_string_lossy()) {
            continue;
        }
        for (index, line) in code_only(&read(&file)).lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                found.push(format!("{}:{}: {word}", file.display(), index + 1));
            }
        }
    }
    found
}

/// The table's rows: room to the rooms in backticks in its last column.
fn allowed_imports(readme: &str) -> BTreeMap<String, BTreeSet<String>> {
    let rows = readme.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        assert_eq!(cells.len(), 3, "a row of the table has three columns: {row}");
        let room = backticked(cells[0]).next().expect("a row opens with its room in backticks");
        (room, backticked(cells[2]).collect())
    })
    .collect()
}

fn backticked(cell: &str) -> impl Iterator<Item = String> + '_ {
    cell.split('`').skip(1).step_by(2).map(str::to_string)
}

/// The folder of `src` that a file stands in; `None` for `src/lib.rs` and its like, which join the rooms.
fn room_of(file: &Path) -> Option<String> {
    let inner = file.strip_prefix("src").ok()?;
    let mut parts = inner.components();
    let first = parts.next()?;
    parts.next()?;
    Some(first.as_os_str().to_string_lossy().into_owned())
}

/// The first segment after each `crate::`, groups included, with its line.
fn crate_paths(text: &str) -> Vec<(usize, String)> {
    let code = code_only(text);
    let mut found = Vec::new();
    for (start, _) in code.match_indices("crate::") {
        let line = code[..start].matches('\n').count() + 1;
        let rest = &code[start + "crate::".len()..];
        let segments = if rest.starts_with('{') { group_heads(rest) } else { vec![identifier(rest)] };
        found.extend(segments.into_iter().filter(|segment| !segment.is_empty()).map(|segment| (line, segment)));
    }
    found
}

/// The first segment of each member of a `{a::b, c::{d, e}}` group.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut expects_head = false;
    for (index, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && (character == '{' || character == ',') {
            expects_head = true;
        } else if expects_head && !character.is_whitespace() {
            heads.push(identifier(&group[index..]));
            expects_head = false;
        }
    }
    heads
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
}

/// The text with comments and string contents cut, line numbers kept. Good enough for looking up paths.
fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    for line in text.lines() {
        let mut in_string = false;
        let mut previous = ' ';
        let mut characters = line.chars().peekable();
        while let Some(character) = characters.next() {
            if character == '"' && previous != '\\' && previous != '\'' {
                in_string = !in_string;
            }
            if !in_string && character == '/' && characters.peek() == Some(&'/') {
                break;
            }
            if !in_string {
                code.push(character);
            }
            previous = character;
        }
        code.push('\n');
    }
    code
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    files_with(folder, &["rs"])
}

/// Files below `folder` with one of the endings, sorted; paths are relative to the package. An absent folder has none.
fn files_with(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
                found.push(path.strip_prefix(root).expect("below the package").to_path_buf());
            }
        }
    }
    found.sort();
    found
}

/// Files that a tool writes.
fn generated(file: &Path) -> bool {
    file.starts_with("www/src/engine/wasm")
}

fn read(file: impl AsRef<Path>) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file.as_ref());
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
