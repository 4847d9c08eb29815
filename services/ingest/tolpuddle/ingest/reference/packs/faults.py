"""What is wrong in a pack, with file and line; and YAML read so that each value knows its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a pack."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file with the line of each of its values."""

    file: str
    value: Any
    lines: Mapping[Place, int]
    faults: list[Fault] = field(default_factory=list[Fault])

    def line(self, *place: str | int) -> int:
        """The line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, sentence: str, *place: str | int) -> None:
        """Note what is wrong at a place."""
        self.faults.append(Fault(self.file, self.line(*place), sentence))

    def words(self, entry: Mapping[str, Any], name: str, *place: str | int) -> list[str]:
        """A list of words of an entry; empty where there is none, and a fault where it is something else."""
        value = entry.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, str) for v in cast("list[object]", value)):
            self.fault(f"{name} is a list of words", *place, name)
            return []
        return cast("list[str]", value)

    def entries(self, name: str) -> list[tuple[int, dict[str, Any]]]:
        """The mappings of a list, with their places; a fault for everything that is none."""
        held = cast("dict[str, object]", self.value) if isinstance(self.value, dict) else {}
        value = held.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(f"{name} is a list", name)
            return []
        found: list[tuple[int, dict[str, Any]]] = []
        for place, item in enumerate(cast("list[object]", value)):
            if isinstance(item, dict):
                found.append((place, cast("dict[str, Any]", item)))
            else:
                self.fault(f"An entry of {name} has fields with names", name, place)
        return found


def read_document(path: Path) -> Document:
    """Read a YAML file; one that is missing or is no YAML has a fault and the value None."""
    document = Document(path.name, None, {})
    if not path.is_file():
        document.fault(f"The file {path.name} is missing")
        return document
    try:
        text = path.read_text(encoding="utf8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value: object = yaml.safe_load(text)
    except UnicodeDecodeError:
        document.fault("The file is not UTF-8 text")
        return document
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        document.faults.append(Fault(path.name, line, f"This is no YAML: {error.problem or error.context}"))
        return document
    except yaml.YAMLError as error:
        document.fault(f"This is no YAML: {error}")
        return document
    lines: dict[Place, int] = {}
    read = Document(path.name, value, lines)
    if node is not None:
        _lines(node, (), lines, read)
    return read


def _lines(node: yaml.Node, place: Place, lines: dict[Place, int], document: Document) -> None:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            here = (*place, name)
            lines[here] = key.start_mark.line + 1
            if name in seen:
                document.fault(f"The field {name} is given twice", *here)
            seen.add(name)
            _lines(value, here, lines, document)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            _lines(value, (*place, number), lines, document)
