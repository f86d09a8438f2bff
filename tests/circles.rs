//! Inside a room, files import one way. Where some need each other, `src/README.md` says which and why.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module's place: `["cluster", "core"]`.
type Module = Vec<String>;

/// What files stand for, and what their `use` lines make available under which name.
struct House {
    files: BTreeMap<Module, String>,
    names: BTreeMap<Module, BTreeMap<String, Module>>,
}

#[test]
fn files_of_a_room_import_one_way() {
    let house = House::of_files();
    let permitted = permitted_circles();
    let found: BTreeSet<BTreeSet<String>> = circles(&house.imports()).into_iter().collect();
    let new: Vec<_> = found.difference(&permitted).collect();
    let gone: Vec<_> = permitted.difference(&found).collect();
    assert!(new.is_empty(), "these files import each other, and src/README.md does not say why: {new:#?}");
    assert!(gone.is_empty(), "src/README.md names circles that are none: {gone:#?}");
}

#[test]
fn circles_are_found_in_every_way_of_importing() {
    let texts = [
        (vec!["room"], "mod a; mod b; mod c;\npub use c::{Third, other};"),
        (vec!["room", "a"], "use super::b::{self, Second};\nuse crate::elsewhere::X;"),
        (vec!["room", "b"], "fn f() -> crate::room::Third { todo!() } // super::nothing"),
        (vec!["room", "c"], "use std::fmt;\nuse super::{a::{First, Other as Renamed}};"),
        (vec!["room", "d"], "use super::other;\n#[cfg(test)]\nmod tests { use super::super::e::X; }"),
        (vec!["room", "e"], "use super::d;"),
    ];
    let files = texts.map(|(place, text)| (place.into_iter().map(str::to_owned).collect(), code_only(text)));
    let found = circles(&House::new(files.into_iter().collect()).imports());
    assert_eq!(found, [BTreeSet::from(["room/a".to_owned(), "room/b".to_owned(), "room/c".to_owned()])]);
}

impl House {
    fn of_files() -> House {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a readable folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    let inner = path.strip_prefix(&root).expect("below src").with_extension("");
                    let mut place: Module = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                    place.pop_if(|last| last == "mod");
                    files.insert(place, code_only(&fs::read_to_string(&path).expect("text")));
                }
            }
        }
        House::new(files)
    }

    fn new(files: BTreeMap<Module, String>) -> House {
        let mut house = House { files, names: BTreeMap::new() };
        house.names = (house.files.iter())
            .map(|(place, text)| {
                let used = uses(text).into_iter().filter_map(|path| {
                    let name = path.last()?.clone();
                    Some((name, absolute(place, &path).unwrap_or_else(|| [place.clone(), path].concat())))
                });
                (place.clone(), used.collect())
            })
            .collect();
        house
    }

    /// The file in which a path ends, what other files hand on followed.
    fn file_of(&self, path: &[String], steps: usize) -> Option<&Module> {
        let length = (1..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))?;
        let (place, rest) = path.split_at(length);
        let handed_on = rest.first().and_then(|name| self.names[place].get(name));
        if let Some(target) = handed_on.filter(|target| steps > 0 && target.as_slice() != path) {
            let target = [target.as_slice(), &rest[1..]].concat();
            if let Some(found) = self.file_of(&target, steps - 1) {
                return Some(found);
            }
        }
        self.files.get_key_value(place).map(|(place, _)| place)
    }

    /// Of each file the others of its room that it takes something from. What a folder's `mod.rs` says is the folder's frame.
    fn imports(&self) -> BTreeMap<String, BTreeSet<String>> {
        let is_frame =
            |place: &Module| self.files.keys().any(|other| other.len() > place.len() && other.starts_with(place));
        let written = |place: &Module| place.join("/");
        let mut imports = BTreeMap::new();
        for (place, text) in self.files.iter().filter(|(place, _)| !is_frame(place)) {
            let paths = uses(text).into_iter().chain(paths(text)).filter_map(|path| absolute(place, &path));
            let targets = paths.filter_map(|path| self.file_of(&path, 6).cloned());
            let others = targets.filter(|target| target != place && target[0] == place[0] && !is_frame(target));
            imports.insert(written(place), others.map(|target| written(&target)).collect());
        }
        imports
    }
}

/// Where a path leads that begins with `crate`, `super` or `self`; others lead out, or into a child.
fn absolute(place: &Module, path: &[String]) -> Option<Module> {
    let n_up = path.iter().take_while(|segment| *segment == "super").count();
    match path[0].as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([place.as_slice(), &path[1..]].concat()),
        "super" => Some([&place[..place.len().checked_sub(n_up)?], &path[n_up..]].concat()),
        _ => None,
    }
}

/// The paths of all `use` lines, groups taken apart.
fn uses(text: &str) -> Vec<Module> {
    let statements = text.split(';').filter_map(|statement| {
        let start =
            statement.rfind("use ").filter(|start| statement[..*start].ends_with([' ', '\n', '\t']) || *start == 0)?;
        Some(&statement[start + "use ".len()..])
    });
    statements.flat_map(|tree| expanded(&[], tree)).filter(|path| !path.is_empty()).collect()
}

fn expanded(prefix: &[String], tree: &str) -> Vec<Module> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let plain = tree.split(" as ").next().unwrap_or_default();
        let path = plain.split("::").map(|segment| segment.trim().to_owned()).filter(|segment| !segment.is_empty());
        let mut path: Module = prefix.iter().cloned().chain(path).collect();
        // `a::{self}` is `a`.
        if path.len() > 1 {
            path.pop_if(|last| last == "self");
        }
        return vec![path];
    };
    let head = tree[..open].split("::").map(|segment| segment.trim().to_owned()).filter(|segment| !segment.is_empty());
    let prefix: Module = prefix.iter().cloned().chain(head).collect();
    let Some(close) = tree.rfind('}') else { return Vec::new() };
    let mut depth = 0;
    let members = tree[open + 1..close].split(|character| {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        character == ',' && depth == 0
    });
    members.filter(|member| !member.trim().is_empty()).flat_map(|member| expanded(&prefix, member)).collect()
}

/// Paths in code that begin with `crate::`, `super::` or `self::`.
fn paths(text: &str) -> Vec<Module> {
    let mut found = Vec::new();
    for word in text.split(|character: char| !character.is_alphanumeric() && character != '_' && character != ':') {
        let segments: Module = word.split("::").map(str::to_owned).filter(|segment| !segment.is_empty()).collect();
        if segments.len() > 1 && ["crate", "super", "self"].contains(&segments[0].as_str()) {
            found.push(segments);
        }
    }
    found
}

/// The sets of files that reach each other.
fn circles(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let reached = |from: &String| {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&String> = imports.get(from).into_iter().flatten().collect();
        while let Some(file) = next.pop() {
            if reached.insert(file.clone()) {
                next.extend(imports.get(file).into_iter().flatten());
            }
        }
        reached
    };
    let reach: BTreeMap<&String, BTreeSet<String>> = imports.keys().map(|file| (file, reached(file))).collect();
    let together = |file: &String| {
        let others = reach[file].iter().filter(|other| reach.get(other).is_some_and(|back| back.contains(file)));
        others.cloned().collect::<BTreeSet<_>>()
    };
    let mut found: Vec<BTreeSet<String>> = imports.keys().map(together).filter(|circle| circle.len() > 1).collect();
    found.sort();
    found.dedup();
    found
}

/// The lists below the heading: `` - `room/a`, `room/b`: why ``.
fn permitted_circles() -> BTreeSet<BTreeSet<String>> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/README.md");
    let readme = fs::read_to_string(readme).expect("the house's document");
    let (_, section) = readme.split_once("### Files that need each other\n").expect("the section");
    let items = section.lines().take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with("- `"));
    items
        .map(|item| {
            item.split(": ").next().unwrap_or_default().split('`').skip(1).step_by(2).map(str::to_owned).collect()
        })
        .collect()
}

/// The text without comments, and without tests at the file's end.
fn code_only(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .fold(String::new(), |code, line| code + line + "\n")
}
