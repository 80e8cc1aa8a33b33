"""The one way a record is written, so that a change of a fact is a change of a line and nothing else.

Keys stand in the model's order, texts are folded at 100 columns, short lists stand on one line. Comments are kept: one
on a line of its own stays above what it stood above, one behind a value stays behind it. The result is read again and
compared before it is given out; a difference is a bug and raises.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from inspections.model import Part, Period
from inspections.reading import FORBIDDEN, LOADER, Node, bare, below, part_keys, tree_of

WIDTH = 100
_FOLDED_KEYS = ("text", "summary")


@dataclass
class _Line:
    """A line to be: its indent and text, the lines it continues on, and the line of the file it comes from."""

    indent: int
    text: str
    source_line: int
    continued: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    behind: str = ""

    def written(self) -> Iterator[str]:
        pad = " " * self.indent
        yield from (pad + comment for comment in self.above)
        yield pad + self.text + (f"  {self.behind}" if self.behind else "")
        yield from self.continued


def formatted(text: str, model: type[Part], file: str) -> str | None:
    """The text in canonical form, or None if it cannot be read without loss (the check says why)."""
    text = text.replace("\r\n", "\n")
    if FORBIDDEN.search(text):
        return None
    tree, problems = tree_of(text, file)
    if tree is None or not isinstance(tree.value, dict) or not tree.value or problems:
        return None
    comments = list(_comments(text))
    lines = list(_mapping(tree, model, 0))
    below_all = _attach(comments, lines)
    result = "\n".join([line for each in lines for line in each.written()] + below_all) + "\n"
    again, _ = tree_of(result, file)
    assert again is not None, f"formatting made {file} unreadable"
    assert again.plain() == tree.plain(), f"formatting changed the data of {file}"
    kept = sorted(comment.text for comment in _comments(result))
    assert kept == sorted(comment.text for comment in comments), f"formatting lost a comment of {file}"
    return result


@dataclass(frozen=True)
class _Comment:
    line: int
    text: str
    stands_alone: bool


def _comments(text: str) -> Iterator[_Comment]:
    """Every comment of the text; a `#` inside a scalar is none."""
    inside = [False] * (len(text) + 1)
    for token in yaml.scan(text, Loader=LOADER):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            if token.style in ("|", ">"):  # a comment may stand behind the sign that opens the text
                start = text.find("\n", start)
            inside[start:end] = [True] * (end - start)
    position = 0
    for number, line in enumerate(text.split("\n"), start=1):
        for column, character in enumerate(line):
            starts = character == "#" and (column == 0 or line[column - 1] == " ")
            if starts and not inside[position + column]:
                yield _Comment(number, line[column:].rstrip(), not line[:column].strip())
                break
        position += len(line) + 1


def _attach(comments: list[_Comment], lines: list[_Line]) -> list[str]:
    """Puts each comment above or behind its line; returns those that stand below everything."""
    below_all = []
    first = min(line.source_line for line in lines)
    for comment in comments:
        if comment.stands_alone or comment.line < first:
            later = [line for line in lines if line.source_line > comment.line]
            if later:
                nearest = min(line.source_line for line in later)
                next(line for line in later if line.source_line == nearest).above.append(comment.text)
            else:
                below_all.append(comment.text)
        else:
            reached = max(line.source_line for line in lines if line.source_line <= comment.line)
            line = [line for line in lines if line.source_line == reached][-1]
            if line.behind:
                line.above.append(comment.text)
            else:
                line.behind = comment.text
    return below_all


def _mapping(node: Node, annotation: Any, indent: int) -> Iterator[_Line]:
    assert isinstance(node.value, dict)
    order = part_keys(annotation)
    keys = sorted(node.value, key=lambda key: order.index(key) if key in order else len(order))
    for key in keys:
        child, kind = node.value[key], below(annotation, key)
        yield from _entry(f"{_scalar_text(key, str)}:", key, child, kind, indent, node.key_places[key].line)


def _entry(head: str, key: str, child: Node, kind: Any, indent: int, source_line: int) -> Iterator[_Line]:
    if isinstance(child.value, str):
        yield _scalar(head, key, child.value, kind, indent, source_line)
        return
    flow = _flow(child, kind)
    if flow is not None and indent + len(head) + 1 + len(flow) <= WIDTH:
        yield _Line(indent, f"{head} {flow}", source_line)
    elif isinstance(child.value, list):
        yield _Line(indent, head, source_line)
        for item in child.value:
            yield from _item(item, below(kind, 0), indent + 2)
    else:
        yield _Line(indent, head, source_line)
        yield from _mapping(child, kind, indent + 2)


def _item(node: Node, kind: Any, indent: int) -> Iterator[_Line]:
    flow = _flow(node, kind)
    if isinstance(node.value, str):
        yield _scalar("-", "", node.value, kind, indent, node.place.line)
    elif flow is not None:
        yield _Line(indent, f"- {flow}", node.place.line)
    else:
        inner = list(_mapping(node, kind, indent + 2) if isinstance(node.value, dict) else _nested(node, kind, indent))
        inner[0].indent = indent
        inner[0].text = "- " + inner[0].text
        yield from inner


def _nested(node: Node, kind: Any, indent: int) -> Iterator[_Line]:
    assert isinstance(node.value, list)
    for item in node.value:
        yield from _item(item, below(kind, 0), indent + 2)


def _scalar(head: str, key: str, value: str, kind: Any, indent: int, source_line: int) -> _Line:
    text = _scalar_text(value, kind)
    fits = indent + len(head) + 1 + len(text) <= WIDTH
    if " " in value and (key in _FOLDED_KEYS or not fits):
        pad = " " * (indent + 2)
        folded = textwrap.wrap(value, WIDTH - len(pad), break_long_words=False, break_on_hyphens=False)
        return _Line(indent, f"{head} >-", source_line, [pad + line for line in folded])
    return _Line(indent, f"{head} {text}", source_line)


def _flow(node: Node, kind: Any) -> str | None:
    """The list or mapping on one line, or None where it is written over several."""
    if isinstance(node.value, list):
        if all(isinstance(item.value, str) for item in node.value):
            texts = [_scalar_text(str(item.value), below(kind, 0), in_flow=True) for item in node.value]
            return f"[{', '.join(texts)}]"
    elif isinstance(node.value, dict):
        if not node.value:
            return "{}"
        if bare(kind) is Period and all(isinstance(child.value, str) for child in node.value.values()):
            order = part_keys(kind)
            keys = sorted(node.value, key=lambda key: order.index(key) if key in order else len(order))
            texts = [
                f"{_scalar_text(key, str, in_flow=True)}: "
                f"{_scalar_text(str(node.value[key].value), below(kind, key), in_flow=True)}"
                for key in keys
            ]
            return "{" + ", ".join(texts) + "}"
    return None


def _scalar_text(value: str, kind: Any, *, in_flow: bool = False) -> str:
    """The scalar plain where every YAML reader takes it for what it is, quoted elsewhere."""
    if not _needs_quotes(value, kind, in_flow=in_flow):
        return value
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _needs_quotes(value: str, kind: Any, *, in_flow: bool) -> bool:
    if bare(kind) is str and _resolved_tag(value) != "tag:yaml.org,2002:str":
        return True
    probe = f"[{value}]" if in_flow else f"k: {value}"
    try:
        scalars = [event for event in yaml.parse(probe, Loader=LOADER) if isinstance(event, yaml.ScalarEvent)]
    except yaml.YAMLError:
        return True
    return [event.value for event in scalars] != ([value] if in_flow else ["k", value]) or (
        scalars[-1].style not in (None, "")
    )


_RESOLVER = yaml.SafeLoader("")


def _resolved_tag(value: str) -> str:
    return str(_RESOLVER.resolve(yaml.ScalarNode, value, (True, False)))  # type: ignore[no-untyped-call]
