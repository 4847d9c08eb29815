"""docs/asyncapi.yaml from the code: topics, the events on them, who writes and who reads. `python -m … PATH` writes it."""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from tolpuddle.kernel import events, topics
from tolpuddle.kernel.topics import Topic
from tolpuddle.kernel.wire import PAYLOADS

WRITERS = {
    topics.REFERENCE: ("ingest",),
    topics.UPLOADS: ("gateway",),
    topics.SUPPLIERS: ("ingest",),
    topics.ASSESSMENTS: ("scoring",),
    topics.DEAD_LETTERS: ("ingest", "scoring", "gateway"),
}
READERS = {
    topics.REFERENCE: ("scoring",),
    topics.UPLOADS: ("ingest",),
    topics.SUPPLIERS: ("scoring", "gateway"),
    topics.ASSESSMENTS: ("gateway", "scoring"),
    topics.DEAD_LETTERS: ("tolpuddle dead-letters",),
}


def page() -> str:
    """The whole document as YAML."""
    facts = {name: getattr(events, name) for name in sorted(PAYLOADS)}
    document: dict[str, Any] = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Tolpuddle event log",
            "version": version("tolpuddle"),
            "description": "Every message is an Envelope of tolpuddle.v1 in protobuf; its payload is the message named by its type. "
            "Made by `make docs` from the code. Do not edit.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/x-protobuf",
        "channels": {topic.name: _channel(topic, facts) for topic in topics.ALL},
        "operations": dict(_operation(topic) for topic in topics.ALL),
        "components": {"messages": {name: _message(name, fact) for name, fact in facts.items()}},
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


def _channel(topic: Topic, facts: dict[str, Any]) -> dict[str, Any]:
    kept = (
        "last event of each key"
        if topic.compacted
        else f"{topic.keep_days} days"
        if topic.keep_days
        else "for good"
    )
    return {
        "address": topic.name,
        "description": f"{topic.meaning}; kept: {kept}; written by {', '.join(WRITERS[topic])}; read by {', '.join(READERS[topic])}",
        "messages": {
            name: {"$ref": f"#/components/messages/{name}"}
            for name, fact in facts.items()
            if fact.topic == topic
        },
        "bindings": {
            "kafka": {
                "partitions": topic.partitions,
                "topicConfiguration": {"cleanup.policy": ["compact" if topic.compacted else "delete"]},
            }
        },
    }


def _operation(topic: Topic) -> tuple[str, dict[str, Any]]:
    name = topic.name.removeprefix("tolpuddle.").removesuffix(".v1").title().replace("-", "")
    return f"read{name}", {
        "action": "receive",
        "channel": {"$ref": f"#/channels/{topic.name.replace('/', '~1')}"},
        "summary": topic.meaning,
    }


def _message(name: str, fact: Any) -> dict[str, Any]:
    return {
        "name": name,
        "title": " ".join((fact.__doc__ or "").split()),
        "contentType": "application/x-protobuf",
        "headers": {
            "type": "object",
            "properties": {
                "traceparent": {"type": "string", "description": "W3C trace context"},
                "type": {"type": "string", "const": name},
                "schema_version": {"type": "integer", "const": PAYLOADS[name].version},
            },
        },
        "payload": {
            "schemaFormat": "application/vnd.google.protobuf;version=3",
            "schema": f"tolpuddle.v1.{name} in an Envelope; see proto/tolpuddle/v1",
        },
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
