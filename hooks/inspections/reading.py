"""YAML → model, with file, line and column for every problem.

YAML guesses: `no` becomes False, `07` becomes 7, a second key overwrites the first, an alias can unfold to a billion
nodes. Here nothing guesses: a file becomes a tree of strings with places, and only the model gives a string a meaning.
A part that is wrong is reported and set aside, so that the rest can still be checked by the rules in the same run.
"""

from __future__ import annotations

import re
import types
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import ValidationError

from inspections.model import Part
from inspections.problems import Place, Problem, did_you_mean, one_of, plural

LARGEST_FILE = 1_000_000
"""Bytes; the largest real record has about 30,000."""
DEEPEST = 8
"""Levels of mappings and lists; a record needs 6."""
MOST_CHARACTER_PROBLEMS = 20
LONGEST_KEY = 100
"""Characters; YAML itself allows 1,024, and the longest key in use has 34."""

Step = str | int
Steps = tuple[Step, ...]
AnyPart = TypeVar("AnyPart", bound=Part)

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FORBIDDEN = re.compile(
    "[\x00-\x08\x09\x0b-\x1f\x7f-\x9f"  # controls and tabs; a carriage return is allowed before a line feed only
    "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # look like a space
    "\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # invisible or directional
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ufff0-\uffff"  # stand for what was lost, or are no characters at all (YAML stops at U+FFFE)
    "\ue000-\uf8ff\U000e0000-\U0010ffff\ud800-\udfff]"  # tags, private use
)


@dataclass
class Node:
    """A scalar, list or mapping with its place; `set_aside` marks a container that lost a wrong part."""

    place: Place
    value: str | list[Node] | dict[str, Node]
    key_places: dict[str, Place] = field(default_factory=dict)
    set_aside: bool = False

    def plain(self) -> Any:
        """The same as strings, lists and dictionaries, for the model to read."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, path: Steps) -> Node | None:
        """The node at a path of keys and indices, or None where there is none."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            node = node.child(step)
        return node

    def child(self, step: Step) -> Node | None:
        """The node one step down, or None."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def nearest_place(self, path: Steps, *, of_key: bool = False) -> Place:
        """The place at a path, or of the last node on the way to it; with `of_key` that of the key itself."""
        node, place = self, self.place
        for depth, step in enumerate(path, start=1):
            if of_key and depth == len(path) and str(step) in node.key_places:
                return node.key_places[str(step)]
            child = node.child(step)
            if child is None:
                break
            node, place = child, child.place
        return place

    def is_whole_at(self, path: Steps) -> bool:
        """True if nothing at a path was set aside: not the part itself, and nothing in it or below it."""
        node = self
        for step in path:
            child = node.child(step)
            if child is None:
                return not node.set_aside
            node = child
        return node.is_whole()

    def is_whole(self) -> bool:
        """True if nothing in it or below it was set aside."""
        below: list[Node] = []
        if isinstance(self.value, dict):
            below = list(self.value.values())
        elif isinstance(self.value, list):
            below = self.value
        return not self.set_aside and all(node.is_whole() for node in below)


@dataclass(frozen=True)
class ReadFile:
    """What could be read of a file: the part (None if too much is wrong), its tree, and every problem."""

    file: str
    part: Any
    tree: Node | None
    problems: tuple[Problem, ...]


def read(path: Path, model: type[Part], shown_as: str | None = None) -> ReadFile:
    """The file as `model`, with every problem of characters, YAML and shape; `shown_as` names it in problems."""
    file = shown_as or str(path)
    text, problems = read_text(path, file)
    if text is None:
        return ReadFile(file, None, None, tuple(problems))
    return read_string(text, model, file, problems)


def read_string(text: str, model: type[AnyPart], file: str, problems: list[Problem] | None = None) -> ReadFile:
    """The text as `model`, as `read` does for a file whose text is already known."""
    found = list(problems or [])
    if problems is None:
        text, character_problems = _without_forbidden(text, file)
        found += character_problems
    tree, yaml_problems = tree_of(text, file)
    found += yaml_problems
    if tree is None:
        return ReadFile(file, None, None, tuple(found))
    part, shape_problems = _validated(tree, model)
    found += shape_problems
    return ReadFile(file, part, tree, tuple(found))


def read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """The file's text with forbidden characters blanked, and the problems; None if it cannot be read at all."""
    if path.is_symlink():
        return None, [Problem(Place(file), "is a symbolic link; put the file itself here")]
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem(Place(file), f"cannot be read: {(error.strerror or str(error)).lower()}")]
    if len(data) > LARGEST_FILE:
        return None, [Problem(Place(file), f"has {len(data)} bytes; {LARGEST_FILE} are the most")]
    if data.startswith(b"\xef\xbb\xbf"):
        return None, [Problem(Place(file), "begins with a byte order mark; save it as UTF-8 without one")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        byte = f"0x{data[error.start]:02x}"
        return None, [Problem(Place(file, line, column), f"byte {byte} is not UTF-8; save the file as UTF-8")]
    return _without_forbidden(text, file)


def _without_forbidden(text: str, file: str) -> tuple[str, list[Problem]]:
    text = text.replace("\r\n", "\n")
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        for match in FORBIDDEN.finditer(line):
            problems.append(Problem(Place(file, number, match.start() + 1), _forbidden_sentence(match.group())))
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            column = next((i for i, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), len(composed))
            problems.append(
                Problem(
                    Place(file, number, column + 1),
                    "a letter and its accent are two characters here; use one (NFC)",
                )
            )
    if len(problems) > MOST_CHARACTER_PROBLEMS:
        more = len(problems) - MOST_CHARACTER_PROBLEMS
        last = problems[MOST_CHARACTER_PROBLEMS].place
        problems = [
            *problems[:MOST_CHARACTER_PROBLEMS],
            Problem(last, f"from here on {plural(more, 'more character')} that cannot stand in a record"),
        ]
    return FORBIDDEN.sub(" ", text), problems


def _forbidden_sentence(character: str) -> str:
    if character == "\t":
        return "a tab; use spaces"
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category == "Co":
        return f"{code} is a private character, such as a bullet copied from a PDF; delete it"
    if character in "\ufffc\ufffd":
        return f"{code} stands for something that was lost in copying; write what belongs here"
    name = unicodedata.name(character, "a control character" if category == "Cc" else "not a character").lower()
    if category == "Zs":
        return f"{code} ({name}) looks like a space and is none; use a space"
    return f"{code} ({name}) cannot be seen; delete it"


def tree_of(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The text as a tree of strings. YAML's own syntax errors end the reading of a file; all else is gathered."""
    problems: list[Problem] = []
    events: Iterator[Any] = iter(yaml.parse(text, Loader=LOADER))
    try:
        root = _TreeBuilder(file, text, problems).document(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        reason = " ".join(part for part in (error.context, error.problem) if part)
        return None, [*problems, Problem(place, f"is not YAML here: {reason}")]
    except _TooDeepError as error:
        return None, [
            *problems,
            Problem(error.place, f"lists and mappings are nested more than {DEEPEST} deep"),
        ]
    if root is None and not problems:
        problems.append(Problem(Place(file), "is empty"))
    return root, problems


class _TooDeepError(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place
        super().__init__(str(place))


class _TreeBuilder:
    """Builds the tree from YAML events; each refusal is a problem and leaves the part out."""

    def __init__(self, file: str, text: str, problems: list[Problem]) -> None:
        self.file = file
        self.text = text
        self.problems = problems

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._problem(event, "a second document begins; one file is one record")
                    break
                if event.version or event.tags:
                    self._problem(event, "a % directive; leave it out")
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, depth=1)
        return root

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node | None:
        """The node that begins with this event, or None where it is refused."""
        place = self._place(event)
        if depth > DEEPEST and isinstance(event, yaml.CollectionStartEvent):
            raise _TooDeepError(place)
        if isinstance(event, yaml.AliasEvent):
            self._problem(event, f"'*{event.anchor}' repeats another value; write the value out")
            return None
        if event.anchor is not None:
            self._problem(event, f"'&{event.anchor}' names a value for repeating; leave it out")
        if event.tag is not None:
            self._problem(event, f"'{_on_one_line(event.tag)}' is a YAML tag; leave it out")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(place, events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place, events, depth)
        return Node(place, self._string(event))

    def _string(self, event: Any) -> str:
        value = str(event.value)
        if event.style in ("|", ">"):
            value = value.removesuffix("\n")
        if event.style == '"' and "\\" in self.text[event.start_mark.index : event.end_mark.index]:
            self._problem(
                event, "a backslash in double quotes is an escape; write the character itself, in single quotes"
            )
            return _on_one_line(value)
        if "\n" in value:
            self._problem(event, "a line break inside a text; write it as one paragraph")
            return _on_one_line(value)
        if value != value.strip():
            self._problem(event, "a text begins or ends with a space")
        elif "  " in value:
            self._problem(event, "two spaces in a row inside a text")
        return value

    def _list(self, place: Place, events: Iterator[Any], depth: int) -> Node:
        node = Node(place, [])
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            child = self.node(event, events, depth + 1)
            if child is not None and child.value == "":
                self.problems.append(Problem(child.place, "an item of the list has no value"))
                child = None
            if child is None:
                node.set_aside = True
            else:
                node.value.append(child)  # type: ignore[union-attr]
        return node

    def _mapping(self, place: Place, events: Iterator[Any], depth: int) -> Node:
        entries: dict[str, Node] = {}
        node = Node(place, entries)
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, events, depth + 1)
            value_event = next(events)
            value = self.node(value_event, events, depth + 1)
            if key is None or not isinstance(key.value, str):
                if key is not None:
                    self.problems.append(Problem(key.place, "a key must be a word, not a list or mapping"))
                node.set_aside = True
            elif not 1 <= len(key.value) <= LONGEST_KEY:
                length = plural(len(key.value), "character")
                self.problems.append(Problem(key.place, f"a key has {length}; it can have 1 to {LONGEST_KEY}"))
                node.set_aside = True
            elif key.value in node.key_places:
                first = node.key_places[key.value].line
                self.problems.append(Problem(key.place, f"key '{key.value}' stands on line {first} already"))
                node.set_aside = True
            else:
                node.key_places[key.value] = key.place
                if value is not None and value.value == "":
                    sentence = "has no value; write one, or leave the key out where the source does not say"
                    self.problems.append(Problem(key.place, f"'{key.value}' {sentence}"))
                    value = None
                if value is None:
                    node.set_aside = True
                else:
                    entries[key.value] = value
        return node

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _problem(self, event: Any, sentence: str) -> None:
        self.problems.append(Problem(self._place(event), sentence))


def _on_one_line(value: str) -> str:
    """The value with whatever an escape smuggled in blanked, so that a sentence stays one visible line."""
    return FORBIDDEN.sub(" ", value.replace("\n", " "))


def _validated(tree: Node, model: type[AnyPart]) -> tuple[AnyPart | None, list[Problem]]:
    """The tree as `model`; wrong parts are reported once and set aside until what is left can be read."""
    if not isinstance(tree.value, dict):
        return None, [Problem(tree.place, "should be a mapping of keys and values")]
    problems: list[Problem] = []
    first_look = True
    while True:
        try:
            return model.model_validate(tree.plain()), problems
        except ValidationError as error:
            errors = error.errors(include_url=False)
        if first_look:
            problems += [
                problem for problem in (_problem_of(entry, tree, model) for entry in errors) if problem is not None
            ]
            first_look = False
        if not _set_aside(tree, [tuple(entry["loc"]) for entry in errors], errors):
            return None, problems


def _set_aside(tree: Node, paths: list[Steps], errors: list[Any]) -> bool:
    """Takes the wrong parts out of the tree; False if the whole of it is wrong."""
    doomed: list[tuple[Node, Node]] = []
    for path, error in zip(paths, errors, strict=True):
        path = tuple(step for step in path if step != "[key]")
        if error["type"] == "missing":
            path = path[:-1]
        if not path:
            return False
        parent, child = tree.at(path[:-1]), tree.at(path)
        if parent is None or child is None:
            return False
        doomed.append((parent, child))
    for parent, child in doomed:
        parent.set_aside = True
        if isinstance(parent.value, dict):
            for key in [key for key, node in parent.value.items() if node is child]:
                del parent.value[key]
        elif isinstance(parent.value, list):
            parent.value[:] = [node for node in parent.value if node is not child]
    return True


def _problem_of(error: Any, tree: Node, model: type[Part]) -> Problem | None:
    """One of pydantic's errors as a problem; None if it only follows from a part that was set aside before."""
    path: Steps = tuple(error["loc"])
    kind, given = error["type"], error["input"]
    if kind == "missing":
        container = tree.at(path[:-1])
        if container is not None and container.set_aside and path[-1] in container.key_places:
            return None
        place = tree.nearest_place(path[:-1])
        if isinstance(path[-1], int):
            return Problem(place, "should be a pair of numbers, first and last, like [1, 19]")
        return Problem(place, f"key '{path[-1]}' is missing")
    if kind == "extra_forbidden":
        known = _keys_of(model, path[:-1])
        return Problem(
            tree.nearest_place(path, of_key=True),
            f"unknown key '{path[-1]}'{did_you_mean(str(path[-1]), known)}",
        )
    if path and path[-1] == "[key]":
        return Problem(tree.nearest_place(path[:-1], of_key=True), _sentence(kind, given, error))
    node = tree.at(path)
    if kind == "too_short" and node is not None and (node.set_aside or len(node.value) >= error["ctx"]["min_length"]):
        return None  # it is too short only without the parts that are wrong
    return Problem(tree.nearest_place(path), _sentence(kind, given, error))


def _sentence(kind: str, given: Any, error: Any) -> str:
    shown = _shown(given)
    match kind:
        case "sentence":
            return str(error["ctx"]["sentence"])
        case "enum":
            known = re.findall(r"'([^']*)'", error["ctx"]["expected"])
            hint = did_you_mean(given, known) if isinstance(given, str) else ""
            return f"{shown} is not one of {one_of(known)}{hint}"
        case "string_type":
            return f"should be a text, not {shown}"
        case "date_type":
            return f"should be a date like 2024-05-31, not {shown}"
        case "int_type" | "int_parsing":
            return f"should be a whole number, not {shown}"
        case "tuple_type":
            return f"should be a list like [a, b], not {shown}"
        case "mapping_type" | "dict_type" | "model_type":
            return f"should be a mapping of keys and values, not {shown}"
        case "too_short":
            items = plural(error["ctx"]["actual_length"], "item")
            return f"the list has {items}; {error['ctx']['min_length']} is the least"
        case "too_long" if error["ctx"]["max_length"] == 2 and error["ctx"]["field_type"] == "Tuple":
            return "should be a pair of numbers, first and last, like [1, 19]"
        case "too_long":
            items = plural(error["ctx"]["actual_length"], "item")
            return f"the list has {items}; {error['ctx']['max_length']} are the most"
        case "less_than_equal":
            return f"{shown} is too large; {error['ctx']['le']} is the most"
    raise AssertionError(f"no sentence for pydantic's error '{kind}': {error['msg']}")


def _shown(given: Any) -> str:
    if isinstance(given, list | tuple):
        return "a list"
    if isinstance(given, Mapping):
        return "a mapping"
    return f"'{given}'"


def _keys_of(model: type[Part], path: Steps) -> list[str]:
    """The keys that the model knows at a path, for "did you mean"."""
    annotation: Any = model
    for step in path:
        annotation = below(annotation, step)
    return part_keys(annotation)


def part_keys(annotation: Any) -> list[str]:
    """The keys of the part that an annotation stands for, in the model's order; none for anything else."""
    annotation = bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [info.alias or name for name, info in annotation.model_fields.items()]
    return []


def below(annotation: Any, step: Step) -> Any:
    """The annotation of what stands at a key or index below this one, or None."""
    annotation = bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return next(
            (info.annotation for name, info in annotation.model_fields.items() if (info.alias or name) == step),
            None,
        )
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0]
    return get_args(annotation)[-1] if get_args(annotation) else None


def bare(annotation: Any) -> Any:
    """The annotation without Annotated and without None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            return annotation
